import { type PanelPage, PanelStage } from './panel-stage.js';

const words = (text: string) => ({ ru: text, en: text });
/** Sentences end with a sign that shows their direction. */
const FORM = {
  id: 'delivery',
  topic: words('משלוחים!'),
  teamId: null,
  version: '',
  fields: [
    { kind: 'text', id: 'order', label: words('מספר הזמנה (חובה)!'), required: false },
    {
      kind: 'choice',
      id: 'what',
      label: words('What happened?'),
      required: false,
      options: [words('ההזמנה לא הגיעה!'), words('Nothing came!')],
    },
  ],
};
const OTHER = { id: 'other', topic: words('Something else!'), teamId: null, version: '', fields: [] };

/** Where on the screen the characters of a text node are, in the order of reading. */
const LEFTS = `(node) => [...node.data].map((_, at) => {
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  return range.getBoundingClientRect().left;
})`;

describe('what others wrote keeps its own direction, and what stands around it keeps its own', () => {
  let stage: PanelStage;
  let panel: PanelPage;

  beforeAll(async () => void (stage = await PanelStage.build()), 120_000);
  afterAll(() => stage?.stop());
  afterEach(() => panel?.close());

  test.each(['en', 'he'])('a label and its note are arranged as the panel is: %s', async (locale) => {
    panel = await stage.open();
    await panel.play('topics', { locale, inbox: { forms: [FORM] } });
    const places = await panel.page.locator('.question label').evaluateAll((labels) =>
      labels.map((label) => {
        const [name, note] = [...label.children].map((child) => child.getBoundingClientRect());
        return name && note && Math.sign(note.left - name.left);
      }),
    );
    expect(places).toEqual(locale === 'he' ? [-1, -1] : [1, 1]);
  });

  test.each(['en', 'he'])('the site’s words end where their own language ends: %s', async (locale) => {
    panel = await stage.open();
    await panel.play('topics', { locale, inbox: { forms: [FORM, OTHER] } });
    expect(await endsOf('.topics bdi')).toEqual(['left', 'right']);
    await panel.play('topics', { locale, inbox: { forms: [FORM] } });
    expect(await endsOf('h2')).toEqual(['left']);
    expect(await endsOf('.question bdi')).toEqual(['left', 'right']);
    expect(
      await panel.page.evaluate(`[...document.querySelectorAll('option[dir]')].map((one) => getComputedStyle(one).direction)`),
    ).toEqual(['rtl', 'ltr']);
  });

  test('threat:B5 an address or a name of a file that turns the writing around turns nothing but itself', async () => {
    panel = await stage.open({ viewport: { width: 1_400, height: 680 } });
    await panel.play('address', { locale: 'en' });
    await panel.tell('change', { address: '\u202Eteg@example.test' });
    expect(await isReadOn('.kept span')).toBe(true);
    await panel.tell('change', { problem: { code: 'file-too-large', name: 'cod\u202Egnp.exe' } });
    expect(await isReadOn('.problem')).toBe(true);
  });

  /** On which side of the text its last sign is. */
  async function endsOf(selector: string): Promise<string[]> {
    const texts = await panel.page.evaluate<number[][]>(
      `[...document.querySelectorAll('${selector}')].map((one) => (${LEFTS})(one.firstChild))`,
    );
    return texts.map((lefts) => (lefts.at(-1)! < lefts[0]! ? 'left' : 'right'));
  }

  /** Whether the sentence goes from left to right around what was filled in. */
  async function isReadOn(selector: string): Promise<boolean> {
    const lefts = await panel.page.evaluate<number[]>(
      `(({ firstChild, lastChild }) => [firstChild, lastChild].flatMap(${LEFTS}))(document.querySelector('${selector}'))`,
    );
    return lefts.every((left, at) => at === 0 || left > lefts[at - 1]!);
  }
});
