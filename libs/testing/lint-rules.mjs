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

export default {
  meta: { name: 'otklik' },
  rules: { 'no-export-all': noExportAll, 'no-hidden-clock': noHiddenClock, 'no-as-unknown-as': noAsUnknownAs },
};
