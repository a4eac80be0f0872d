// The types in a plugin's source: what SQL sees of each, and code that reads and pushes its values.

import { CommonFlags, NodeKind } from "assemblyscript";

const FORMATS = {
  bool: "b", i8: "c", u8: "C", i16: "s", u16: "S", i32: "i", u32: "I", i64: "l", u64: "L",
  f32: "f", f64: "g", string: "u", Uint8Array: "z",
  Date: "tdD", Time: "ttu", Timestamp: "tsu:", TimestampUtc: "tsu:UTC", TimestampNanos: "tsn:",
  Duration: "tDu", Months: "tiM", Json: "u",
};
const DEPTH_MAX = 8;

/** The names that come from the SDK. */
export const SDK_TYPES = [
  "Date", "Time", "Timestamp", "TimestampUtc", "TimestampNanos", "Duration", "Months", "Json",
  "Box", "Rest", "Rows",
];

/** What else of the SDK the functions that the host calls name. */
export const SDK_CLASSES = ["Column", "NoOptions", "Request", "Row"];

/** What is wrong with a plugin's source, for its author. */
export class PluginError extends Error {}

/** Reads types, and writes the functions that their values need. */
export class Types {
  #classes = new Map();
  #functions = new Map();
  #code = [];

  constructor(classes) {
    for (const declaration of classes) this.#classes.set(declaration.name.text, declaration);
  }

  /** The functions that were needed. */
  get code() {
    return this.#code.join("");
  }

  /** The names of classes whose values are read or made. */
  used = new Set();

  /** The type of an AST node. `where` says whose, for the author. */
  of(node, where, depth = 1) {
    if (depth > DEPTH_MAX) throw new PluginError(`${where} is nested more than ${DEPTH_MAX} deep`);
    const name = node?.kind === NodeKind.NamedType ? node.name.identifier.text : "";
    const args = node?.typeArguments ?? [];
    const type = this.#known(name, args, where, depth);
    if (type === undefined) {
      throw new PluginError(
        `${where} is '${node?.range.toString() ?? "without a type"}', expected one of ` +
          `${Object.keys(FORMATS).join(", ")}, an array, a Map, a Box, or a class of this file`,
      );
    }
    return { ...type, nullable: node.isNullable };
  }

  #known(name, args, where, depth) {
    const inside = (i) => this.of(args[i], where, depth + 1);
    if (name in FORMATS && args.length === 0) {
      return { kind: "flat", text: name, format: FORMATS[name], json: name === "Json" };
    }
    if (["Array", "Rest", "Rows"].includes(name) && args.length === 1) {
      const item = inside(0);
      return { kind: "list", alias: name, text: `Array<${source(item)}>`, item };
    }
    if (name === "Map" && args.length === 2) {
      const [key, value] = [inside(0), inside(1)];
      return { kind: "map", text: `Map<${source(key)}, ${source(value)}>`, key, value };
    }
    if (name === "Box" && args.length === 1) {
      const of = inside(0);
      if (of.kind !== "flat") throw new PluginError(`${where}: a Box is for numbers`);
      return { kind: "box", text: `Box<${of.text}>`, of };
    }
    const declaration = this.#classes.get(name);
    return declaration && args.length === 0 ? this.record(declaration, depth) : undefined;
  }

  /** The type of a class. */
  record(declaration, depth = 1) {
    const name = declaration.name.text;
    if ((declaration.flags & CommonFlags.Export) === 0) {
      throw new PluginError(`class '${name}' is not exported, so that nothing can be made of it`);
    }
    this.used.add(name);
    const fields = declaration.members
      .filter((member) => member.kind === NodeKind.FieldDeclaration)
      .filter((member) => (member.flags & CommonFlags.Static) === 0)
      .map((member) => ({
        name: member.name.text,
        type: this.of(member.type, `field '${member.name.text}' of '${name}'`, depth + 1),
      }));
    if (fields.length === 0) throw new PluginError(`class '${name}' has no fields`);
    return { kind: "record", text: name, fields };
  }

  /** An expression for a value that is there. */
  read(type, column, row) {
    if (type.kind === "flat") return `wadi.read<${type.text}>(${column}, ${row})`;
    if (type.kind === "box") return `new Box<${type.of.text}>(${this.read(type.of, column, row)})`;
    const name = this.#function("read", type, (own) => `
function ${own}(column: usize, row: i32): ${type.text} {
${this.#reader(type)}}
`);
    return `${name}(${column}, ${row})`;
  }

  /** An expression for a value that may be null, if it is of such a type. */
  readAny(type, column, row) {
    const value = this.read(type, column, row);
    return type.nullable ? `wadi.isValid(${column}, ${row}) ? ${value} : null` : value;
  }

  #reader(type) {
    switch (type.kind) {
      case "list": return `  const items = wadi.columnOf(column, 0);
  const start = wadi.startOf(column, row);
  const list = new ${type.text}(wadi.startOf(column, row + 1) - start);
  for (let i = 0; i < list.length; i++) list[i] = ${this.readAny(type.item, "items", "start + i")};
  return list;
`;
      case "map": return `  const entries = wadi.columnOf(column, 0);
  const keys = wadi.columnOf(entries, 0);
  const values = wadi.columnOf(entries, 1);
  const map = new ${type.text}();
  for (let i = wadi.startOf(column, row); i < wadi.startOf(column, row + 1); i++) {
    map.set(${this.read(type.key, "keys", "i")}, ${this.readAny(type.value, "values", "i")});
  }
  return map;
`;
      default: return `  const made = changetype<${type.text}>(__new(offsetof<${type.text}>(), idof<${type.text}>()));
${type.fields.map(({ name, type: of }, i) => `  const c${i} = wadi.columnOf(column, ${i});
  made.${name} = ${this.readAny(of, `c${i}`, "row")};
`).join("")}  return made;
`;
    }
  }

  /** A statement that adds a value that is there. */
  push(type, to, value) {
    if (type.kind === "flat") return `${to}.push<${type.text}>(${value});`;
    if (type.kind === "box") return this.push(type.of, to, `${value}.value`);
    const name = this.#function("push", type, (own) => `
function ${own}(to: wadi.Growing, value: ${type.text}): void {
${this.#pusher(type)}}
`);
    return `${name}(${to}, ${value});`;
  }

  /** The same for one that may be null, if it is of such a type. */
  pushAny(type, to, value) {
    if (!type.nullable) return this.push(type, to, value);
    const present = `value${to.length}`;
    return `const ${present} = ${value};
    if (${present} !== null) { ${this.push(type, to, present)} } else { ${this.pushNull(type, to)} }`;
  }

  #pusher(type) {
    switch (type.kind) {
      case "list": return `  for (let i = 0; i < value.length; i++) {
    ${this.pushAny(type.item, "to.inside[0]", "value[i]")}
  }
  to.endList(true);
`;
      case "map": return `  const keys = value.keys();
  const values = value.values();
  const entries = to.inside[0];
  for (let i = 0; i < keys.length; i++) {
    ${this.push(type.key, "entries.inside[0]", "keys[i]")}
    ${this.pushAny(type.value, "entries.inside[1]", "values[i]")}
    entries.addRow(true);
  }
  to.endList(true);
`;
      default: return `${type.fields.map(({ name, type: of }, i) => `  {
    ${this.pushAny(of, `to.inside[${i}]`, `value.${name}`)}
  }
`).join("")}  to.addRow(true);
`;
    }
  }

  /** A statement that adds a null. */
  pushNull(type, to) {
    switch (type.kind) {
      case "flat": return `${to}.pushNull<${type.text}>();`;
      case "box": return this.pushNull(type.of, to);
      case "record": {
        const name = this.#function("pushNull", type, (own) => `
function ${own}(to: wadi.Growing): void {
${type.fields.map(({ type: of }, i) => `  ${this.pushNull(of, `to.inside[${i}]`)}\n`).join("")}  to.addRow(false);
}
`);
        return `${name}(${to});`;
      }
      default: return `${to}.endList(false);`;
    }
  }

  #function(verb, type, code) {
    const key = `${verb} ${type.text}`;
    if (!this.#functions.has(key)) {
      const name = `${verb}${this.#functions.size}`;
      this.#functions.set(key, name);
      this.#code.push(code(name));
    }
    return this.#functions.get(key);
  }
}

/** How a type is written. */
export function source(type) {
  return type.nullable ? `${type.text} | null` : type.text;
}

/** An expression for a column that grows by such values. */
export function growing(type) {
  const column = (offsets, inside) => `new wadi.Growing(${offsets}, [${inside.join(", ")}])`;
  switch (type.kind) {
    case "flat": return column(["u", "z"].includes(type.format), []);
    case "box": return growing(type.of);
    case "list": return column(true, [growing(type.item)]);
    case "map": return column(true, [column(false, [growing(type.key), growing(type.value)])]);
    default: return column(false, type.fields.map((field) => growing(field.type)));
  }
}

/** What the description says of a value. */
export function described(type, name, nullable = type.nullable) {
  return { name, ...shape(type), nullable, ...(type.json ? { json: true } : {}) };
}

function shape(type) {
  switch (type.kind) {
    case "flat": return { type: type.format };
    case "box": return shape(type.of);
    case "list": return { type: { type: "+l", children: [described(type.item)] } };
    case "map": return { type: { type: "+m", children: [described(type.key), described(type.value)] } };
    default: return {
      type: { type: "+s", children: type.fields.map((field) => described(field.type, field.name)) },
    };
  }
}
