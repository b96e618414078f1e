// Rules of ours that oxlint does not have.

/** `index.ts` names each export, so that reading it tells what a lib offers. */
const noExportAll = {
  create: (context) => ({
    ExportAllDeclaration: (node) => context.report({ node, message: 'name each export: `export *` hides what a lib offers' }),
  }),
};

/** A decision that reads the clock cannot be tested at another time. */
const noHiddenClock = {
  create: (context) => ({
    NewExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0) return;
      context.report({ node, message: 'take the time as a parameter: `new Date()` is a hidden clock' });
    },
  }),
};

/** `as unknown as T` switches the type check off where it is needed most. */
const noAsUnknownAs = {
  create: (context) => ({
    TSAsExpression: (node) => {
      const inner = node.expression;
      if (inner.type !== 'TSAsExpression' || inner.typeAnnotation.type !== 'TSUnknownKeyword') return;
      context.report({ node, message: 'parse or narrow what you have: `as unknown as` believes anything' });
    },
  }),
};

/** A test that draws its own seed fails on another day than the one on which it was broken. */
const oneSeed = {
  create: (context) => ({
    Property: (node) => {
      if (node.key.type !== 'Identifier' || node.key.name !== 'seed' || node.shorthand) return;
      if (/^(assert|check|sample)$/.test(calleeOf(node.parent.parent)))
        context.report({ node, message: 'leave the seed out: a property has that of the run (FUZZ_SEED)' });
    },
    MemberExpression: (node) => {
      if (node.property.type !== 'Identifier' || !/_(SEED|INPUTS)$/.test(node.property.name)) return;
      if (node.object.type === 'MemberExpression' && node.object.property.name === 'env')
        context.report({ node, message: 'FUZZ_SEED and fuzzInputs of @app/fuzz: one place decides what a run starts from' });
    },
  }),
};

/** The name of the method that is called with the object; empty where there is none. */
function calleeOf(call) {
  return call?.type === 'CallExpression' && call.callee.type === 'MemberExpression' ? call.callee.property.name : '';
}

export default {
  meta: { name: 'otklik' },
  rules: { 'no-export-all': noExportAll, 'no-hidden-clock': noHiddenClock, 'no-as-unknown-as': noAsUnknownAs, 'one-seed': oneSeed },
};
