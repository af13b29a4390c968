"""What does each file hold, column by column, and what does an example look like?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import datasets, narrative  # noqa: E402
from monitoring.datasets.dictionary import MODES, SENSITIVE, dictionary_frame  # noqa: E402
from monitoring.datasets.templates import template_csv  # noqa: E402
from monitoring.narrative.profile import SOURCES  # noqa: E402
from pages.shared import exports, panels, pickers, tables  # noqa: E402
from pages.shared.exports import Export  # noqa: E402
from pages.shared.words import as_markdown, sentence  # noqa: E402

st.title("Data dictionary")
st.text("Each file is one dataset. Columns may stand in any order; their names are fixed.")
titles = {name: each.title for name, each in datasets.ALL.items()}
chosen = pickers.one("dataset", "Dataset", titles, default="monthly_return", width=360)
spec = datasets.dataset(chosen)
senders = narrative.listed([SOURCES[each] for each in spec.sources])
first = "; the first unless said otherwise" if len(spec.sources) > 1 else ""

st.markdown(as_markdown(spec.sentence))
st.markdown(f"**Comes from.** {as_markdown(sentence(senders))}{first}.")
st.markdown(f"**How a file is taken.** {as_markdown(sentence(MODES[spec.mode]))}.")
st.markdown(f"**Name on the command line.** `{spec.name}`")
template = Export(
    f"template-{spec.name}",
    "csv",
    template_csv(spec),
    lambda: template_csv(spec).encode(),
    subject=f"template {spec.name}",
    told=exports.Told.NOWHERE,
)
with st.container(horizontal=True, vertical_alignment="center"):
    exports.offer("Download the template", template, primary=True)
    panels.link(visitor, "upload_return", "Send this file", dataset=spec.name)

columns = {
    "column": "Column",
    "meaning": "What it means",
    "form": "Form",
    "needed": "Needed",
    "example": "Example",
}
rows = dictionary_frame([spec])
keyed = [("part of the key" if key else "") for key in rows["key"]]
blank = [("may be blank" if may else "needed") for may in rows["may_be_blank"]]
rows["needed"] = [", ".join(filter(None, pair)) for pair in zip(blank, keyed, strict=True)]
rows["meaning"] = [text.replace("`", "") for text in rows["meaning"]]
tables.written(rows, f"Columns of {spec.title}", columns)

for column in spec.public_columns:
    name = as_markdown(column.name)
    if column.codes:
        st.markdown(f"**Codes of {name}.** {as_markdown(', '.join(column.codes))}")
    if column.sensitive:
        st.markdown(f"**{name}** is seen only with {SENSITIVE[column.sensitive]}.")
if spec.rules:
    st.markdown("**What a row is refused for.**")
for rule in spec.rules:
    st.markdown(f"* {rule.message}")
