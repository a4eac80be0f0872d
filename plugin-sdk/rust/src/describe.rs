//! Joins text at compile time, for the description.

pub const SDK_VERSION: &str = "0.1.0";

pub const fn boolean(value: bool) -> &'static str {
    if value {
        "true"
    } else {
        "false"
    }
}

pub const fn nulls(strict: bool) -> &'static str {
    if strict {
        "strict"
    } else {
        "called"
    }
}

/// A type as the description has it.
pub enum Type {
    /// An Arrow format string.
    Plain(&'static str),
    Json,
    List { item: Item },
    Struct { fields: &'static [Item] },
}

/// What a list or struct consists of.
pub struct Item {
    pub name: &'static str,
    pub nullable: bool,
    pub of: &'static Type,
}

/// A piece of the description.
pub enum Part {
    Text(&'static str),
    /// A line of a comment, inside of a JSON text.
    Line(&'static str),
    /// A type, with the field's name before it.
    Type(&'static Type),
    All(&'static [Part]),
    /// The fields of a struct, as a list of columns.
    Columns(&'static Type),
    /// A list of the names that are marked.
    Names(&'static [(&'static str, bool)]),
}

/// Text with room at its end: what of the length is used comes second.
struct Writer<const ROOM: usize>([u8; ROOM], usize);

// Without room only the length counts.
const fn text<const ROOM: usize>(to: Writer<ROOM>, text: &str) -> Writer<ROOM> {
    let Writer(mut bytes, end) = to;
    let text = text.as_bytes();
    let mut i = 0;
    while i < text.len() && ROOM > 0 {
        bytes[end + i] = text[i];
        i += 1;
    }
    Writer(bytes, end + text.len())
}

const fn line<const ROOM: usize>(to: Writer<ROOM>, line: &str) -> Writer<ROOM> {
    let Writer(mut bytes, mut end) = to;
    let line = line.as_bytes();
    // The space after the slashes.
    let mut i = !line.is_empty() as usize;
    while i < line.len() {
        if line[i] == b'"' || line[i] == b'\\' {
            if ROOM > 0 {
                bytes[end] = b'\\';
            }
            end += 1;
        }
        if ROOM > 0 {
            bytes[end] = line[i];
        }
        end += 1;
        i += 1;
    }
    Writer(bytes, end)
}

const fn items<const ROOM: usize>(to: Writer<ROOM>, items: &[Item]) -> Writer<ROOM> {
    text(list(text(to, ",\"children\":"), items), "}")
}

const fn list<const ROOM: usize>(to: Writer<ROOM>, items: &[Item]) -> Writer<ROOM> {
    let mut to = text(to, "[");
    let mut i = 0;
    while i < items.len() {
        let item = &items[i];
        to = text(to, if i == 0 { "{\"name\":\"" } else { ",{\"name\":\"" });
        to = text(to, item.name);
        to = text(to, "\",");
        to = described(to, item.of);
        to = text(to, if item.nullable { "}" } else { ",\"nullable\":false}" });
        i += 1;
    }
    text(to, "]")
}

const fn names<const ROOM: usize>(to: Writer<ROOM>, names: &[(&str, bool)]) -> Writer<ROOM> {
    let mut to = text(to, "[");
    let mut separator = "";
    let mut i = 0;
    while i < names.len() {
        let (name, marked) = names[i];
        if marked {
            to = text(text(text(text(to, separator), "\""), name), "\"");
            separator = ",";
        }
        i += 1;
    }
    text(to, "]")
}

const fn columns<const ROOM: usize>(to: Writer<ROOM>, of: &Type) -> Writer<ROOM> {
    match of {
        Type::Struct { fields } => list(to, fields),
        _ => panic!("rows are structs: make one with wadi::record!"),
    }
}

const fn described<const ROOM: usize>(to: Writer<ROOM>, described: &Type) -> Writer<ROOM> {
    let to = text(to, "\"type\":");
    match described {
        Type::Plain(format) => text(text(text(to, "\""), format), "\""),
        Type::Json => text(to, "\"u\",\"json\":true"),
        Type::List { item } => items(
            text(to, "{\"type\":\"+l\""),
            std::slice::from_ref(item),
        ),
        Type::Struct { fields } => items(text(to, "{\"type\":\"+s\""), fields),
    }
}

const fn write<const ROOM: usize>(mut to: Writer<ROOM>, parts: &[Part]) -> Writer<ROOM> {
    let mut i = 0;
    while i < parts.len() {
        to = match &parts[i] {
            Part::Text(part) => text(to, part),
            Part::Line(part) => line(to, part),
            Part::Type(part) => described(to, part),
            Part::All(parts) => write(to, parts),
            Part::Columns(of) => columns(to, of),
            Part::Names(marked) => names(to, marked),
        };
        i += 1;
    }
    to
}

pub const fn length(parts: &[Part]) -> usize {
    write(Writer([0; 0], 0), parts).1
}

pub const fn join<const LENGTH: usize>(parts: &[Part]) -> [u8; LENGTH] {
    write(Writer([0; LENGTH], 0), parts).0
}
