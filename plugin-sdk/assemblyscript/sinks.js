// Sinks: what a class that writes rows says of itself, and the functions of it that the host calls.

import { CommonFlags, NodeKind } from "assemblyscript";
import { PluginError } from "./types.js";

const OPTION_TYPES = { string: "string", bool: "boolean", i32: "integer", i64: "integer", f64: "number" };
const SETTINGS = { changelog: "changelog", maxParallelism: "max_parallelism" };
const TAKEN = ["Column[]", "Writer"];

/** The words of the comment before a declaration. */
function comment(node) {
  const before = node.range.source.text.slice(0, node.range.start);
  const found = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(?:(?:export|public|private|readonly|class)\s+)*$/.exec(before);
  return found ? found[1].replace(/^\s*\*/gm, "").replace(/\s+/g, " ").trim() : "";
}

/** What a literal stands for, or undefined. */
function literal(node) {
  if (node?.kind === NodeKind.True) return true;
  if (node?.kind === NodeKind.False) return false;
  if (node?.kind !== NodeKind.Literal && node?.kind !== NodeKind.UnaryPrefix) return undefined;
  const text = node.range.toString();
  return /^["'`]/.test(text) ? node.value : Number(text);
}

/** What static fields with literals say, under the names that the description has. */
export function settings(declaration, names) {
  return Object.fromEntries(
    declaration.members
      .filter((member) => member.kind === NodeKind.FieldDeclaration)
      .filter((member) => (member.flags & CommonFlags.Static) !== 0 && member.name.text in names)
      .map((member) => {
        const value = literal(member.initializer);
        if (value === undefined) {
          throw new PluginError(`'${member.name.text}' of '${declaration.name.text}' has to be a literal`);
        }
        return [names[member.name.text], value];
      }),
  );
}

function optionsOf(declaration) {
  return declaration.members
    .filter((member) => member.kind === NodeKind.FieldDeclaration)
    .map((member) => {
      const name = member.name.text;
      const type = member.type?.range.toString();
      const description = comment(member);
      const where = `option '${name}' of '${declaration.name.text}'`;
      if (!(type in OPTION_TYPES)) {
        throw new PluginError(`${where} is a '${type}', expected one of ${Object.keys(OPTION_TYPES).join(", ")}`);
      }
      if (description === "") throw new PluginError(`${where} has no comment, /** what it is */, before it`);
      const value = member.initializer ? literal(member.initializer) : undefined;
      if (member.initializer && value === undefined) {
        throw new PluginError(`the default of ${where} has to be a literal`);
      }
      return { name, type, description, value };
    });
}

/** A sink, of a class with a method `write`. */
export function sinkOf(declaration, name, classes) {
  const className = declaration.name.text;
  const method = (wanted) =>
    declaration.members.find(
      (member) => member.kind === NodeKind.MethodDeclaration && member.name.text === wanted);
  const parameters = method("constructor")?.signature.parameters ?? [];
  const written = parameters.map((parameter) => parameter.type.range.toString());
  if (written.length !== 3 || TAKEN.some((type, i) => written[i + 1] !== type)) {
    throw new PluginError(
      `the constructor of sink '${className}' has to take (options: .., columns: Column[], writer: Writer)`);
  }
  const optionsClass = classes.find((each) => each.name.text === written[0]);
  if (optionsClass === undefined && written[0] !== "NoOptions") {
    throw new PluginError(`the options of sink '${className}' are '${written[0]}', expected a class of this file`);
  }
  const twoPhase = method("prepare") !== undefined;
  for (const needed of twoPhase ? ["commit", "recover"] : []) {
    if (method(needed) === undefined) throw new PluginError(`sink '${className}' has no method '${needed}'`);
  }
  const description = comment(declaration);
  if (description === "") {
    throw new PluginError(`sink '${className}' has no comment, /** what it is */, before it`);
  }
  return {
    name,
    className,
    description,
    optionsName: written[0],
    options: optionsClass === undefined ? [] : optionsOf(optionsClass),
    settings: settings(declaration, SETTINGS),
    twoPhase,
    flushes: method("flush") !== undefined,
    closes: method("close") !== undefined,
  };
}

export function describedSink(sink) {
  const required = sink.options.filter(({ value }) => value === undefined).map(({ name }) => name);
  return {
    name: sink.name,
    export: `wadi_sink_${sink.name}`,
    description: sink.description,
    delivery: sink.twoPhase ? "two_phase" : "at_least_once",
    ...sink.settings,
    options: {
      type: "object",
      properties: Object.fromEntries(
        sink.options.map(({ name, type, description, value }) => [
          name,
          { type: OPTION_TYPES[type], description, ...(value === undefined ? {} : { default: value }) },
        ])),
      ...(required.length === 0 ? {} : { required }),
    },
  };
}

const PARSED = {
  string: (value) => value,
  bool: (value) => `${value} == "true"`,
  i32: (value) => `<i32>I32.parseInt(${value})`,
  i64: (value) => `I64.parseInt(${value})`,
  f64: (value) => `F64.parseFloat(${value})`,
};

/** What the host calls. */
export function sinkCalls(sink) {
  const { name, className, optionsName } = sink;
  const made = optionsName === "NoOptions" ? "new NoOptions()" : `new plugin.${optionsName}()`;
  const call = (verb, body) => `
export function wadi_sink_${name}_${verb}(input: usize, output: usize): i32 {
  wadi.begin();
  wadi.beginCall();
  ${body}
  return wadi.codeOfCall();
}
`;
  const self = `sink_${name}!`;
  return [
    `
let sink_${name}: plugin.${className} | null = null;
let columns_${name}: Array<Column> = [];
const texts_${name} = new wadi.Growing(true, []);
`,
    call("open", `const json = wadi.read<string>(wadi.columnOf(input, 0), 0);
  const options = ${made};
${sink.options.map(({ name: option, type }, i) => `  const o${i} = sinks.optionOf(json, "${option}");
  if (o${i} !== null) options.${option} = ${PARSED[type](`o${i}`)};
`).join("")}  columns_${name} = sinks.columnsOfSchema(output);
  if (!wadi.hasFailed()) {
    sink_${name} = new plugin.${className}(options, columns_${name}, sinks.readWriter(input));
  }`),
    call("write", `const row = new Row(input, columns_${name});
  const rows = wadi.rowsOf(input);
  for (; row.index < rows && !wadi.hasFailed(); row.index++) ${self}.write(row);`),
    sink.flushes ? call("flush", `${self}.flush();`) : "",
    sink.flushes && !sink.twoPhase ? call("finish", `${self}.flush();`) : "",
    sink.twoPhase ? twoPhaseCalls(name, self, call) : "",
    sink.closes ? call("close", `${self}.close();`) : "",
  ].join("");
}

function twoPhaseCalls(name, self, call) {
  return [
    call("prepare", `const committables = ${self}.prepare(wadi.read<i64>(wadi.columnOf(input, 0), 0));
  texts_${name}.reset();
  for (let i = 0; i < committables.length; i++) texts_${name}.push<string>(committables[i]);
  wadi.giveRows(output, committables.length);
  texts_${name}.pointAt(wadi.columnOf(output, 0));`),
    call("commit", `const rows = wadi.rowsOf(input);
  for (let row = 0; row < rows && !wadi.hasFailed(); row++) {
    ${self}.commit(wadi.read<string>(wadi.columnOf(input, 0), row));
  }`),
    call("recover", `const committables: string[] = [];
  for (let row = 0; row < wadi.rowsOf(input); row++) {
    committables.push(wadi.read<string>(wadi.columnOf(input, 0), row));
  }
  ${self}.recover(committables);`),
  ].join("");
}
