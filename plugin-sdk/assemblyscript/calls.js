// Writes the functions that the host calls, which go through a batch row by row.

import { growing } from "./types.js";

/** A function that takes a null sees nulls; the others are not asked about rows that have one. */
export function seesNulls({ args }) {
  return args.some(({ type, variadic }) => (variadic ? type.item : type).nullable);
}

const FIRST_ARGUMENT = 0;

// The columns of arguments, from one on.
function columns(args, first) {
  return args
    .filter((arg) => !arg.variadic)
    .map((_, i) => `  const c${i} = wadi.columnOf(input, ${first + i});\n`)
    .join("");
}

function values({ name, args }, types) {
  return args
    .map(({ type, variadic }, i) =>
      variadic ? `rest_${name}(input, ${i}, row)` : types.readAny(type, `c${i}`, "row"))
    .join(", ");
}

// The arguments that may be repeated, as an array.
function restReader({ name, args }, types) {
  return args.filter((arg) => arg.variadic).map(({ type }) => `
function rest_${name}(input: usize, from: i32, row: i32): ${type.text} {
  const list = new ${type.text}(wadi.columnsOf(input) - from);
  for (let i = 0; i < list.length; i++) {
    const column = wadi.columnOf(input, from + i);
    list[i] = ${types.readAny(type.item, "column", "row")};
  }
  return list;
}
`).join("");
}

// Whether a row has what the function takes.
function isTaken(args) {
  const checks = args.flatMap(({ type, variadic }, i) => {
    if (variadic) return type.item.nullable ? [] : [`wadi.areValid(input, ${i}, row)`];
    return type.nullable ? [] : [`wadi.isValid(c${i}, row)`];
  });
  return checks.length === 0 ? "true" : checks.join(" && ");
}

// How a result is written, of a type that lies flat in the host's memory or of another.
function writer(name, type, types) {
  const flat = type.kind === "box" ? type.of : type;
  if (flat.kind === "flat") {
    const T = flat.text;
    return {
      global: "",
      begin: `wadi.beginResult<${T}>(output);`,
      value: `wadi.write<${T}>(output, row, value${type.kind === "box" ? ".value" : ""});`,
      none: `wadi.writeNull<${T}>(output, row);`,
      end: `wadi.endResult<${T}>(output);`,
    };
  }
  const made = `made_${name}`;
  return {
    global: `const ${made} = ${growing(type)};\n`,
    begin: `${made}.reset();`,
    value: types.push(type, made, "value"),
    none: types.pushNull(type, made),
    end: `${made}.pointResultAt(output);`,
  };
}

const given = (type) => `wadi.isGiven(row)${type.nullable ? " && value !== null" : ""}`;

export function scalar(signature, types) {
  const { name } = signature;
  const call = `plugin.${name}(${values(signature, types)})`;
  return `${restReader(signature, types)}
${rowByRow(`wadi_scalar_${name}`, name, signature, signature.result, call, types)}`;
}

// A function of the host's whose result has a value for each row that is asked for.
function rowByRow(exported, unique, signature, result, call, types) {
  const { args } = signature;
  const write = writer(unique, result, types);
  return `${write.global}export function ${exported}(input: usize, output: usize): i32 {
${columns(args, FIRST_ARGUMENT)}  const rows = wadi.rowsOf(output);
  wadi.begin();
  ${write.begin}
  for (let row = 0; row < rows; row++) {
    if (${seesNulls(signature) ? isTaken(args) : "wadi.isAsked(output, row)"}) {
      wadi.beginCall();
      const value = ${call};
      if (${given(result)}) {
        ${write.value}
      } else {
        ${write.none}
      }
    } else {
      ${write.none}
    }
  }
  ${write.end}
  return wadi.finish();
}
`;
}

const TEXT = { kind: "flat", text: "string", format: "u" };
const REQUEST = {
  kind: "record",
  text: "Request",
  nullable: true,
  fields: [
    { name: "method", type: TEXT },
    { name: "url", type: TEXT },
    { name: "headers", type: { kind: "list", text: "Array<string>", item: TEXT } },
    { name: "body", type: { kind: "flat", text: "Uint8Array", format: "z", nullable: true } },
  ],
};

// What to ask, and what the response means.
export function async(signature, types) {
  const { name, args, result, className } = signature;
  const passed = values(signature, types);
  const exported = `wadi_async_${name}`;
  const response = `host.readResponse(input, ${args.length}, row)`;
  return [
    rowByRow(`${exported}_request`, `${name}_request`, signature, REQUEST,
      `plugin.${className}.request(${passed})`, types),
    rowByRow(`${exported}_response`, `${name}_response`, signature, result,
      `plugin.${className}.response(${[passed, response].filter((each) => each !== "").join(", ")})`, types),
  ].join("\n");
}

// All rows that are made of a row of arguments are there at once; the host takes some at a time.
export function table(signature, types) {
  const { name, args, result } = signature;
  const made = `made_${name}`;
  const call = values(signature, types);
  return `${restReader(signature, types)}
const ${made} = ${growing(result.item)};
const origins_${name} = new wadi.Growing(false, []);
let pending_${name}: ${result.text} | null = null;
let at_${name}: i32 = 0;
let next_${name}: i32 = 0;

export function wadi_table_${name}(input: usize, output: usize): i32 {
${columns(args, FIRST_ARGUMENT)}  const rows = wadi.rowsOf(input);
  const most = wadi.rowsOf(output);
  // Not in the middle of many rows, which would be gone through again and again.
  if (pending_${name} === null) wadi.begin();
  ${made}.reset();
  origins_${name}.reset();
  let code = 2;
  while (${made}.rows < most && ${made}.size() < 0x100000) {
    const pending = pending_${name};
    if (pending !== null && at_${name} < pending.length) {
      const value = pending[at_${name}++];
      ${types.push(result.item, made, "value")}
      origins_${name}.push<i32>(next_${name} - 1);
    } else if (next_${name} < rows) {
      const row = next_${name}++;
      at_${name} = 0;
      wadi.beginCall();
      pending_${name} = plugin.${name}(${call});
      if (wadi.hasFailed()) {
        pending_${name} = null;
        next_${name} = 0;
        return wadi.failBatch(row);
      }
    } else {
      pending_${name} = null;
      next_${name} = 0;
      code = 0;
      break;
    }
  }
  wadi.giveRows(output, ${made}.rows);
  origins_${name}.pointAt(wadi.columnOf(output, 0));
  for (let i = 0; i < ${made}.inside.length; i++) {
    ${made}.inside[i].pointAt(wadi.columnOf(output, i + 1));
  }
  return code;
}
`;
}

export function aggregate(signature, types) {
  return [states, update, merge, results].map((part) => part(signature, types)).join("");
}

// How the states of groups come and go. A group without rows is null in all columns.
function states({ name, state }, types) {
  const T = state.text;
  const fields = state.fields.map(({ name: field, type }, i) => ({ field, type, i }));
  const each = (code) => fields.map(code).join("");
  return `
const state_${name} = ${growing(state)};

function stateOf_${name}(array: usize, first: i32, row: i32): ${T} | null {
${each(({ i }) => `  const c${i} = wadi.columnOf(array, first + ${i});\n`)}  if (!(${fields.map(({ i }) => `wadi.isValid(c${i}, row)`).join(" || ")})) return null;
  const state = new ${T}();
${each(({ field, type, i }) => `  if (wadi.isValid(c${i}, row)) state.${field} = ${types.read(type, `c${i}`, "row")};\n`)}  return state;
}

function statesOf_${name}(output: usize): Array<${T} | null> {
  const states = new Array<${T} | null>(wadi.rowsOf(output));
  for (let group = 0; group < states.length; group++) states[group] = stateOf_${name}(output, 0, group);
  return states;
}

function keep_${name}(states: Array<${T} | null>, output: usize): void {
  state_${name}.reset();
  for (let group = 0; group < states.length; group++) {
    const state = states[group];
    if (state === null) {
      ${types.pushNull(state, `state_${name}`)}
    } else {
      ${types.push(state, `state_${name}`, "state")}
    }
  }
  for (let i = 0; i < state_${name}.inside.length; i++) {
    state_${name}.inside[i].pointAt(wadi.columnOf(output, i));
  }
}
`;
}

function update(signature, types) {
  const { name, args, state, retracts } = signature;
  const call = values(signature, types);
  const add = `state.add(${call});`;
  const change = retracts
    ? `if (wadi.read<i8>(signs, row) > 0) ${add} else state.remove(${call});`
    : add;
  return `
export function wadi_aggregate_${name}_update(input: usize, output: usize): i32 {
  const groups = wadi.columnOf(input, 0);
${retracts ? "  const signs = wadi.columnOf(input, 1);\n" : ""}${columns(args, retracts ? 2 : 1)}  const rows = wadi.rowsOf(input);
  wadi.begin();
  const states = statesOf_${name}(output);
  for (let row = 0; row < rows; row++) {
    if (!(${isTaken(args)})) continue;
    const group = wadi.read<i32>(groups, row);
    const present = states[group];
    const state = present === null ? new ${state.text}() : present;
    states[group] = state;
    wadi.beginCall();
    ${change}
    if (wadi.hasFailed()) return wadi.failBatch(row);
  }
  keep_${name}(states, output);
  return 0;
}
`;
}

function merge({ name }) {
  return `
export function wadi_aggregate_${name}_merge(input: usize, output: usize): i32 {
  const groups = wadi.columnOf(input, 0);
  const rows = wadi.rowsOf(input);
  wadi.begin();
  const states = statesOf_${name}(output);
  for (let row = 0; row < rows; row++) {
    const partial = stateOf_${name}(input, 1, row);
    if (partial === null) continue;
    const group = wadi.read<i32>(groups, row);
    const present = states[group];
    if (present === null) {
      states[group] = partial;
    } else {
      wadi.beginCall();
      present.merge(partial);
      if (wadi.hasFailed()) return wadi.failBatch(row);
    }
  }
  keep_${name}(states, output);
  return 0;
}
`;
}

function results({ name, state, result }, types) {
  const write = writer(name, result, types);
  return `
${write.global}export function wadi_aggregate_${name}_result(input: usize, output: usize): i32 {
  const rows = wadi.rowsOf(output);
  wadi.begin();
  ${write.begin}
  for (let row = 0; row < rows; row++) {
    const present = stateOf_${name}(input, 0, row);
    const state = present === null ? new ${state.text}() : present;
    wadi.beginCall();
    const value = state.result();
    if (wadi.hasFailed()) return wadi.failBatch(row);
    if (${given(result)}) {
      ${write.value}
    } else {
      ${write.none}
    }
  }
  ${write.end}
  return 0;
}
`;
}
