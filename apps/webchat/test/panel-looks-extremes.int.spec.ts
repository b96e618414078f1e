import { until } from '@app/testing';
import { type PanelPage, PanelStage } from './panel-stage.js';

/** Shapes that have to be seen: what a visitor said, the send button, a name, how far a file is. */
const SHAPES = ['.own .bubble', '.send:enabled', '.said .face:not(.none)', 'header'];

/** The panel where a brand, a visitor's settings or a very small place make it hard. */
describe('the panel at its limits', () => {
  let stage: PanelStage;
  let panel: PanelPage;

  beforeAll(async () => {
    stage = await PanelStage.build();
  }, 120_000);
  afterAll(() => stage?.stop());
  afterEach(() => panel?.close());

  const draft = (at: number) => ({
    key: `${at}`,
    name: `file ${at}.pdf`,
    size: 48_200,
    type: '',
    id: null,
    progress: 0.6,
    state: 'uploading',
    preview: null,
  });

  test.each(
    ['#000000', '#2b313b', '#808080', '#ffd400', '#ffffff', '#00ff00', '#0000ff'].flatMap((colour) => [
      [colour, 'light'] as const,
      [colour, 'dark'] as const,
    ]),
  )('need:W5 a brand of %s in the %s theme: every shape is told from the page, and progress is seen', async (colour, theme) => {
    panel = await stage.open();
    await panel.play('typing', { locale: 'en', theme, inbox: { colour } });
    await panel.tell('change', { drafts: [draft(1)] });
    await panel.settle();
    expect(await panel.faults()).toEqual([]);
    const told = await panel.page.evaluate<Record<string, number>>(`(() => {
      const light = (rgb) => rgb.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
        .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
      const read = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
      const contrast = (one, other) => { const [a, b] = [light(one), light(other)]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
      const page = read(getComputedStyle(document.body).backgroundColor).slice(0, 3);
      const lineOf = (style) => { const rgb = read(style.boxShadow.split(')')[0]); return rgb.length === 4 && rgb[3] === 0 ? page : rgb.slice(0, 3); };
      const seen = (element) => { const style = getComputedStyle(element);
        return Math.max(contrast(read(style.backgroundColor).slice(0, 3), page), contrast(lineOf(style), page)); };
      const bar = document.createElement('i');
      bar.style.color = 'var(--accent)';
      document.body.append(bar);
      return { ...Object.fromEntries(${JSON.stringify(SHAPES)}.map((one) => [one, seen(document.querySelector(one))])),
        progress: contrast(read(getComputedStyle(bar).color), page) };
    })()`);
    expect(Object.keys(told)).toEqual([...SHAPES, 'progress']);
    // A line around a bubble is decoration beside its words; how far a file is stands in nothing else.
    for (const shape of SHAPES) expect([shape, told[shape]! >= 1.4]).toEqual([shape, true]);
    expect(told['progress']).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['a phone with its keyboard open', { width: 375, height: 330 }],
    ['a page at 200 %', { width: 400, height: 340 }],
    ['the narrowest phone', { width: 320, height: 480 }],
  ])(
    'need:W5 fail:W6 %s: ten files and the longest closed words leave the field, its button and some of the talk in view',
    async (_where, viewport) => {
      panel = await stage.open({ viewport });
      await panel.play('words', { locale: 'ru' });
      await panel.tell('change', { drafts: Array.from({ length: 10 }, (_, at) => draft(at)) });
      await panel.settle();
      for (const place of [panel.page.getByRole('textbox'), panel.page.locator('.send'), panel.page.locator('header')]) {
        const box = await place.boundingBox();
        expect([box!.y >= 0, box!.y + box!.height <= viewport.height, box!.x + box!.width <= viewport.width]).toEqual([true, true, true]);
      }
      expect((await panel.page.getByRole('log').boundingBox())!.height).toBeGreaterThan(40);
      expect(await panel.faults()).toEqual([]);
    },
  );

  test('need:W5 2.4.11 the first mistake of a form comes into view with its label', async () => {
    panel = await stage.open({ viewport: { width: 400, height: 500 } });
    await panel.play('fields', { locale: 'ru' });
    await panel.page.getByRole('button', { name: 'Дальше' }).click();
    const top = (await panel.page.locator('header').boundingBox())!.height;
    await until('its label is in view', async () => (await panel.page.getByText('Номер заказа').boundingBox())!.y >= top);
    await until('it has the focus', () =>
      panel.page.getByLabel('Номер заказа').evaluate((field) => field === field.ownerDocument.activeElement),
    );
  });

  test('in forced colours the dots of who writes and the progress of a file are drawn', async () => {
    panel = await stage.open({ forcedColors: 'active', reducedMotion: 'reduce' });
    await panel.play('typing', { locale: 'en' });
    await panel.tell('change', { drafts: [draft(1)] });
    const [dot, bubble] = await Promise.all(
      ['.typing i', '.typing'].map((one) =>
        panel.page
          .locator(one)
          .first()
          .evaluate((each) => getComputedStyle(each).backgroundColor),
      ),
    );
    expect(dot).not.toBe(bubble);
    const bar = panel.page.locator('progress');
    const begun = await bar.screenshot();
    await panel.tell('change', { drafts: [{ ...draft(1), progress: 0.9 }] });
    await until('more of it is filled', async () => !(await bar.screenshot()).equals(begun));
  });
});

// Of the browser, which the types of this program do not know.
declare const getComputedStyle: (element: unknown) => { backgroundColor: string };
