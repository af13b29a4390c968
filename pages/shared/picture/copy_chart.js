// Copies the chart above as a picture, its marking under it; says what to do where that cannot be.

const SCALE = 2;
const LINE = 28; // pixels under the chart, for its marking
const UNABLE =
  "This browser does not copy pictures here. Save the chart by the mark at its upper corner.";

/** Give the last chart that stands before an element. */
function chartBefore(element) {
  const host = element.getRootNode().host ?? element;
  const before = Node.DOCUMENT_POSITION_PRECEDING;
  const charts = [...document.querySelectorAll(".js-plotly-plot")];
  return charts.filter((each) => host.compareDocumentPosition(each) & before).pop();
}

/** Give one layer of a chart as an image that can be drawn. */
async function image(layer) {
  const copy = layer.cloneNode(true);
  const { width, height } = layer.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const made = new Image();
  const text = new XMLSerializer().serializeToString(copy);
  made.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await made.decode();
  return made;
}

/** Draw a chart's layers on the page's own ground, with a line of text under them. */
async function picture(chart, note) {
  const frame = chart.getBoundingClientRect();
  const page = getComputedStyle(document.querySelector('[data-testid="stApp"]'));
  const canvas = document.createElement("canvas");
  canvas.width = frame.width * SCALE;
  canvas.height = (frame.height + LINE) * SCALE;
  const pen = canvas.getContext("2d");
  pen.scale(SCALE, SCALE);
  pen.fillStyle = page.backgroundColor;
  pen.fillRect(0, 0, frame.width, frame.height + LINE);
  for (const layer of chart.querySelectorAll("svg.main-svg")) {
    const place = layer.getBoundingClientRect();
    const drawn = await image(layer);
    pen.drawImage(drawn, place.x - frame.x, place.y - frame.y, place.width, place.height);
  }
  pen.fillStyle = page.color;
  pen.font = `12px ${page.fontFamily}`;
  pen.fillText(note, 8, frame.height + LINE / 2, frame.width - 16);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("span");
  button.onclick = async () => {
    const chart = chartBefore(parentElement);
    try {
      const made = picture(chart, data.note);
      await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
      said.textContent = "Copied.";
    } catch {
      said.textContent = UNABLE; // no such interface, or the person or browser refused
    }
  };
}
