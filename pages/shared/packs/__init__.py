"""How are review packs listed, made and opened?"""
