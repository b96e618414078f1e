import { jsonText } from './json-text.js';

const deep = (levels: number): unknown => JSON.parse(`${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`);

describe('JSON of whatever came', () => {
  test('is what JSON.stringify makes, where that can', () => {
    const value = { a: [1, null, 'é"\n', true], b: {}, c: [] };
    expect(jsonText(value)).toBe(JSON.stringify(value));
  });

  test('fail:G6 is the same for what is too deep for it', () => {
    expect(() => JSON.stringify(deep(100_000))).toThrow(RangeError);
    expect(jsonText(deep(100_000))).toBe(`${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`);
    expect(jsonText({ wide: [1, { b: 'x' }], deep: deep(100_000) })).toMatch(/^\{"wide":\[1,\{"b":"x"\}\],"deep":\[\{"a":/);
  });
});
