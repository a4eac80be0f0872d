// Finds what a plugin's file exports, says what SQL sees of each, and adds what the host calls.

import { CommonFlags, NodeKind } from "assemblyscript";
import { Transform } from "assemblyscript/transform";
import { aggregate, async, scalar, seesNulls, table } from "./calls.js";
import { describedSink, settings, sinkCalls, sinkOf } from "./sinks.js";
import { PluginError, SDK_CLASSES, SDK_TYPES, Types, described } from "./types.js";

const USER = 0; // SourceKind, which the compiler does not export
const USER_ENTRY = 1;
const SQL_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

const isExported = (node) => (node.flags & CommonFlags.Export) !== 0;
const methodOf = (declaration, name) =>
  declaration.members.find(
    (member) => member.kind === NodeKind.MethodDeclaration && member.name.text === name,
  );
// What an exported class is for the host, if it has the method.
const has = (name) => (declaration) => methodOf(declaration, name) !== undefined;
const isAggregate = has("result");
const isAsync = has("request");
const isSink = has("write");
const ASYNC_SETTINGS = {
  ordered: "ordered", inFlight: "in_flight", timeoutMs: "timeout_ms", retries: "retries",
};

function checkedName(name) {
  if (!SQL_NAME.test(name)) {
    throw new PluginError(`'${name}': SQL knows lower-case names such as 'is_near'`);
  }
  return name;
}

// Of what a call takes.
function argumentsOf(parameters, types, where) {
  return parameters.map((parameter, i) => {
    const name = parameter.name.text;
    const type = types.of(parameter.type, `argument '${name}' of '${where}'`);
    const variadic = type.alias === "Rest";
    if (variadic && i < parameters.length - 1) {
      throw new PluginError(`'${name}' of '${where}' is a Rest, but not the last argument`);
    }
    return { name, type, variadic };
  });
}

function functionOf(declaration, types) {
  const name = checkedName(declaration.name.text);
  const { parameters, returnType } = declaration.signature;
  const result = types.of(returnType, `the result of '${name}'`);
  if (result.alias === "Rows" && result.item.kind !== "record") {
    throw new PluginError(`the rows of '${name}' are '${result.item.text}', expected a class`);
  }
  return {
    name,
    args: argumentsOf(parameters, types, name),
    result,
    kind: result.alias === "Rows" ? "table" : "scalar",
    volatile: (declaration.decorators ?? []).some((decorator) => decorator.name.text === "volatile"),
  };
}

// WeightedAvg is weighted_avg.
const sqlName = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

const signatureOf = (declaration, wanted, what) => {
  const found = methodOf(declaration, wanted);
  if (found === undefined) {
    throw new PluginError(`${what} '${declaration.name.text}' has no method '${wanted}'`);
  }
  return found.signature;
};

// Parameters, as they are written.
const listed = (parameters) => parameters.map(({ type }) => type.range.toString()).join(", ");

// CityOf has `request`, and `response`, which gets the reply besides.
function asyncOf(declaration, types) {
  const className = declaration.name.text;
  const request = signatureOf(declaration, "request", "class");
  const response = signatureOf(declaration, "response", "class");
  const taken = [listed(request.parameters), "Response"].filter((part) => part !== "").join(", ");
  if (listed(response.parameters) !== taken) {
    throw new PluginError(`'response' of '${className}' has to take (${taken})`);
  }
  if (request.returnType.range.toString() !== "Request | null") {
    throw new PluginError(`'request' of '${className}' has to return 'Request | null'`);
  }
  const args = argumentsOf(request.parameters, types, className);
  if (args.some((arg) => arg.variadic)) {
    throw new PluginError(`'${className}' cannot take any number of arguments`);
  }
  return {
    name: checkedName(sqlName(className)),
    className,
    kind: "async",
    args,
    settings: settings(declaration, ASYNC_SETTINGS),
    result: types.of(response.returnType, `the result of '${className}'`),
    volatile: true,
  };
}

function aggregateOf(declaration, types) {
  const name = declaration.name.text;
  const method = (wanted) => signatureOf(declaration, wanted, "aggregate");
  const add = method("add").parameters;
  const remove = methodOf(declaration, "remove")?.signature.parameters;
  if (remove !== undefined && listed(remove) !== listed(add)) {
    throw new PluginError(`'remove' of '${name}' takes (${listed(remove)}), 'add' (${listed(add)})`);
  }
  method("merge");
  const args = argumentsOf(add, types, name);
  if (args.some((arg) => arg.variadic)) {
    throw new PluginError(`aggregate '${name}' cannot take any number of arguments`);
  }
  return {
    name: checkedName(sqlName(name)),
    kind: "aggregate",
    args,
    state: types.record(declaration),
    retracts: remove !== undefined,
    result: types.of(method("result").returnType, `the result of '${name}'`),
    volatile: false,
  };
}

function describedFunction(signature) {
  const { name, kind, args, result, state, retracts } = signature;
  const strict = !seesNulls(signature);
  const columns = (fields, nullable) =>
    fields.map((field) => described(field.type, field.name, nullable ?? field.type.nullable));
  const made = {
    async: () => ({ async: signature.settings, returns: described(result, undefined, true) }),
    scalar: () => ({ returns: described(result, undefined, true) }),
    table: () => ({ columns: columns(result.item.fields) }),
    aggregate: () => ({
      state: columns(state.fields, true), retracts, returns: described(result, undefined, true),
    }),
  };
  return {
    name,
    export: `wadi_${kind}_${name}`,
    kind: kind === "async" ? "scalar" : kind,
    args: args.map(({ name, type, variadic }) => {
      const each = variadic ? type.item : type;
      return described(each, name, strict || each.nullable);
    }),
    ...(args.some((arg) => arg.variadic) ? { variadic: true } : {}),
    ...made[kind](),
    nulls: strict ? "strict" : "called",
    volatility: signature.volatile ? "volatile" : "immutable",
  };
}

function signatureOfNode(node, types) {
  if (node.kind === NodeKind.FunctionDeclaration) return [functionOf(node, types)];
  if (node.kind !== NodeKind.ClassDeclaration) return [];
  if (isAggregate(node)) return [aggregateOf(node, types)];
  return isAsync(node) ? [asyncOf(node, types)] : [];
}

const CALLS = { scalar, table, aggregate, async };

/** Adds to a program what the host calls; afterwards `functions` and `sinks` are what they are. */
export class Describe extends Transform {
  functions = [];
  sinks = [];

  afterParse(parser) {
    const entry = parser.sources.find(
      (source) => source.sourceKind === USER_ENTRY && !source.internalPath.startsWith("~lib/"),
    );
    const classes = entry.statements.filter((node) => node.kind === NodeKind.ClassDeclaration);
    const types = new Types(classes);
    const exported = entry.statements.filter(isExported);
    const signatures = exported.flatMap((node) => signatureOfNode(node, types));
    const sinks = classes
      .filter((node) => isExported(node) && isSink(node))
      .map((node) => sinkOf(node, checkedName(sqlName(node.name.text)), classes));
    if (signatures.length + sinks.length === 0) {
      throw new PluginError("there is no exported function, and no sink");
    }
    this.sinks = sinks.map(describedSink);
    this.functions = signatures.map(describedFunction);
    const calls = [
      ...signatures.map((signature) => CALLS[signature.kind](signature, types)),
      ...sinks.map(sinkCalls),
    ].join("");
    const names = [...types.used];
    // What the host calls is all that the module exports.
    entry.sourceKind = USER;
    parser.parseFile(
      `import * as wadi from "wadi/batch";
import * as host from "wadi/host";
import * as sinks from "wadi/sink";
import { ${SDK_TYPES.join(", ")}, ${SDK_CLASSES.join(", ")} } from "wadi";
import * as plugin from "./${entry.simplePath}";
${names.length === 0 ? "" : `import { ${names.join(", ")} } from "./${entry.simplePath}";`}
export { wadi_alloc, wadi_free, wadi_error, wadi_rejected } from "wadi/batch";
${types.code}${calls}`,
      entry.internalPath.replace(/[^/]*$/, "") + "wadi-exports.ts",
      true,
    );
  }
}
