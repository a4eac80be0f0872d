// Finds the exported functions of a plugin's file, says what SQL sees of each, and writes the
// functions that the host calls, which go through a batch row by row.

import { NodeKind, CommonFlags } from "assemblyscript";
import { Transform } from "assemblyscript/transform";

const FORMATS = {
  bool: "b", i8: "c", u8: "C", i16: "s", u16: "S", i32: "i", u32: "I", i64: "l", u64: "L",
  f32: "f", f64: "g", string: "u", Uint8Array: "z",
  Date: "tdD", Time: "ttu", Timestamp: "tsu:", TimestampUtc: "tsu:UTC", TimestampNanos: "tsn:",
  Duration: "tDu", Months: "tiM",
};
const USER_ENTRY = 1; // SourceKind, which the compiler does not export
const SQL_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** What is wrong with a plugin's source, for its author. */
export class PluginError extends Error {}

function typeOf(node, where) {
  const name = node.kind === NodeKind.NamedType ? node.name.identifier.text : "";
  const format = FORMATS[name];
  if (format === undefined) {
    const found = node.range.toString() || "no type";
    throw new PluginError(`${where} is '${found}', expected one of ${Object.keys(FORMATS).join(", ")}`);
  }
  return { source: node.range.toString(), format, nullable: node.isNullable };
}

function signatureOf(declaration) {
  const name = declaration.name.text;
  if (!SQL_NAME.test(name)) {
    throw new PluginError(`function '${name}': SQL knows lower-case names such as 'is_near'`);
  }
  const { parameters, returnType } = declaration.signature;
  return {
    name,
    args: parameters.map((parameter) => ({
      name: parameter.name.text,
      ...typeOf(parameter.type, `argument '${parameter.name.text}' of '${name}'`),
    })),
    result: typeOf(returnType, `the result of '${name}'`),
    volatile: (declaration.decorators ?? []).some((decorator) => decorator.name.text === "volatile"),
  };
}

// A function that takes a null sees nulls; the others are not asked about rows that have one.
const seesNulls = (signature) => signature.args.some((arg) => arg.nullable);

function described(signature) {
  const strict = !seesNulls(signature);
  return {
    name: signature.name,
    export: `wadi_scalar_${signature.name}`,
    kind: "scalar",
    args: signature.args.map(({ name, format, nullable }) => ({
      name, type: format, nullable: strict || nullable,
    })),
    returns: { type: signature.result.format, nullable: true },
    nulls: strict ? "strict" : "called",
    volatility: signature.volatile ? "volatile" : "immutable",
  };
}

function wrapper(signature) {
  const { name, args, result } = signature;
  const T = result.source;
  const columns = args.map((_, i) => `  const c${i} = wadi.columnOf(input, ${i});`);
  const checks = seesNulls(signature)
    ? args.flatMap((arg, i) => (arg.nullable ? [] : [`wadi.isValid(c${i}, row)`]))
    : ["wadi.isAsked(output, row)"];
  const values = args.map(({ source, nullable }, i) => {
    const type = nullable ? source.replace(/\s*\|\s*null$/, "") : source;
    const value = `wadi.read<${type}>(c${i}, row)`;
    return nullable ? `wadi.isValid(c${i}, row) ? ${value} : null` : value;
  });
  return `
export function wadi_scalar_${name}(input: usize, output: usize): i32 {
${columns.join("\n")}
  const rows = wadi.rowsOf(output);
  wadi.begin<${T}>(output);
  for (let row = 0; row < rows; row++) {
    if (${checks.length === 0 ? "true" : checks.join(" && ")}) {
      wadi.beginCall();
      if (!wadi.write<${T}>(output, row, plugin.${name}(${values.join(", ")}))) return 1;
    } else {
      wadi.writeNull<${T}>(output, row);
    }
  }
  wadi.end<${T}>(output);
  return 0;
}
`;
}

/** Adds to a program what the host calls; afterwards `functions` is what they are. */
export class Describe extends Transform {
  functions = [];

  afterParse(parser) {
    const entry = parser.sources.find(
      (source) => source.sourceKind === USER_ENTRY && !source.internalPath.startsWith("~lib/"),
    );
    const signatures = entry.statements
      .filter((node) => node.kind === NodeKind.FunctionDeclaration)
      .filter((node) => (node.flags & CommonFlags.Export) !== 0)
      .map(signatureOf);
    if (signatures.length === 0) {
      throw new PluginError("there is no exported function");
    }
    this.functions = signatures.map(described);
    const types = Object.keys(FORMATS).filter((name) => /^[A-Z]/.test(name) && name !== "Uint8Array");
    parser.parseFile(
      `import * as wadi from "wadi";
import { ${types.join(", ")} } from "wadi";
import * as plugin from "./${entry.simplePath}";
export { wadi_alloc, wadi_free, wadi_error } from "wadi";
${signatures.map(wrapper).join("")}`,
      entry.internalPath.replace(/[^/]*$/, "") + "wadi-exports.ts",
      true,
    );
  }
}
