import { mkdirSync } from 'node:fs';
import { MailScreen } from './mail-screen/mail-screen.js';
import { mimeMail } from './mail-screen/mime-mail.js';
import { aPng } from './mail-screen/samples.js';

let screen: MailScreen;
beforeAll(async () => {
  screen = await MailScreen.start();
}, 120_000);
afterAll(async () => {
  await screen?.close();
});

const newsletter = `<html><head><style>.x{color:red}</style></head><body bgcolor="#f4f4f4" style="margin:0">
<div style="display:none;max-height:0;overflow:hidden">Скидки до 50% только сегодня, спешите</div>
<table width="100%" bgcolor="#f4f4f4" cellpadding="0" cellspacing="0"><tr><td align="center">
<table width="600" cellpadding="0" cellspacing="0" style="background-color:#ffffff;width:600px">
<tr><td style="background:#0a7654;padding:24px;text-align:center;color:#ffffff;font-size:26px;font-weight:bold">Тёплый хлеб</td></tr>
<tr><td><img src="https://cdn.example.test/hero.png" width="600" height="240" alt="Свежие булки" style="display:block"></td></tr>
<tr><td style="padding:24px 32px;font-size:15px;line-height:1.5;color:#333333"><h2 style="color:#0a7654">Здравствуйте, Иван!</h2><p>Мы испекли <b>новый</b> хлеб. Приходите <a href="https://click.tracker.test/?u=1">example.test/menu</a>.</p>
<table cellpadding="0" cellspacing="0" align="center"><tr><td bgcolor="#e2552b" style="border-radius:6px;padding:12px 28px"><a href="https://shop.test/buy" style="color:#ffffff;text-decoration:none;font-weight:bold">Заказать</a></td></tr></table></td></tr>
<tr><td><table width="100%"><tr><td width="50%" style="padding:10px"><img src="https://cdn.example.test/a.png" width="260" height="120"><p>Ржаной</p></td><td width="50%" style="padding:10px"><img src="https://cdn.example.test/b.png" width="260" height="120"><p>Пшеничный</p></td></tr></table></td></tr>
<tr><td style="padding:16px;font-size:11px;color:#999999;text-align:center">Вы получили это письмо, потому что подписаны. <a href="https://shop.test/u" style="color:#999">Отписаться</a></td></tr>
</table></td></tr></table><img src="https://t.test/open.gif" width="1" height="1"></body></html>`;

test('shots', async () => {
  mkdirSync('/tmp/shots', { recursive: true });
  const png = aPng();
  const long = Array.from(
    { length: 60 },
    (_, n) => `Абзац ${n + 1}. Съешь же ещё этих мягких французских булок, да выпей чаю, и расскажи всем о заказе 5512.`,
  ).join('\n\n');
  const mails: Record<string, Buffer> = {
    long: mimeMail({ subject: 'Длинное письмо', text: long }),
    newsletter: mimeMail({
      subject: 'Новости',
      html: newsletter,
      headers: { 'List-Unsubscribe': '<https://shop.test/u>', Precedence: 'bulk' },
    }),
    koi8: Buffer.concat([
      Buffer.from(
        'From: =?koi8-r?b?6dfBziDyxc3F2s/X?= <ivan@example.test>\r\nTo: support@shop.test, anna@shop.test\r\nCc: Boss <boss@example.test>\r\nSubject: =?koi8-r?b?89bF1A==?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\nReply-To: other@elsewhere.test\r\n\r\n',
      ),
      Buffer.from('e7c4c520cdcfca20dac1cbc1da3f', 'hex'),
    ]),
    inline: mimeMail({
      subject: 'Скриншоты',
      html: '<p>Вот так выглядит ошибка:</p><p><img src="cid:shot1"></p><p>А вот <b>после</b>:</p><p><img src="image002.png" width="200"></p><p>С уважением,<br>Иван</p>',
      files: [
        { content: aPng(400, 160, [200, 60, 60]), type: 'image/png', name: 'shot.png', cid: 'shot1' },
        { content: aPng(300, 100), type: 'image/png', name: 'image002.png', disposition: 'attachment' },
        { content: '%PDF-1.4 x', type: 'application/pdf', name: 'счёт.pdf', disposition: 'attachment' },
      ],
    }),
    forty: mimeMail({
      subject: 'Сорок файлов',
      text: 'Файлы.',
      files: Array.from({ length: 40 }, (_, n) => ({
        content: `file ${n}`,
        type: 'text/plain',
        name: `файл-${n + 1}.txt`,
        disposition: 'attachment' as const,
      })),
    }),
    danger: mimeMail({
      subject: 'Invoice',
      text: 'See the invoice.',
      files: [
        {
          content: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]),
          type: 'application/pdf',
          name: 'invoice.pdf.exe',
          disposition: 'attachment',
        },
        { content: '<html><script>1</script>', type: 'text/html', name: 'sign-in.html', disposition: 'attachment' },
        { content: aPng(), type: 'image/png', name: 'photo.png', disposition: 'attachment' },
      ],
    }),
    quoted: mimeMail({
      subject: 'Re: Заказ',
      html: '<div dir="ltr">Спасибо, <b>получил</b>!<div>Когда ждать второй?</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">пн, 5 янв. 2026 г. в 10:12, Anna &lt;<a href="mailto:support@shop.test">support@shop.test</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">Ваш заказ <b>отправлен</b>.</blockquote></div>',
      text: 'Спасибо, получил!\nКогда ждать второй?\n\nпн, 5 янв. 2026 г. в 10:12, Anna <support@shop.test>:\n\n> Ваш заказ отправлен.\n',
    }),
    arabic: mimeMail({
      subject: 'طلب رقم 5512',
      html: '<div dir="rtl"><p>مرحبا، أين طلبي <b>5512</b>؟</p><ul><li>خبز أبيض</li><li>خبز أسمر</li></ul></div>',
      text: 'مرحبا، أين طلبي 5512؟',
      from: '=?utf-8?b?2KPYrdmF2K8=?= <ahmad@example.test>',
    }),
    unreadable: Buffer.from(
      `From: x <x@example.test>\r\nTo: support@shop.test\r\nSubject: broken\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n'.repeat(20000)}`,
    ),
  };
  const numbers: Record<string, number> = {};
  for (const [name, raw] of Object.entries(mails)) numbers[name] = (await screen.arrive(raw))[0] ?? 0;
  await screen.store.query(
    `update messages set problem = '{"code":"mail-unreadable","params":{}}', text='' where ticket_id = (select id from tickets where number = $1)`,
    [numbers.unreadable],
  );
  await screen.store.query(
    `update messages set authentication = '{"spf":"fail","dkim":null,"dmarc":"fail","proved":false}' where ticket_id = (select id from tickets where number = $1)`,
    [numbers.danger],
  );
  const page = await screen.newPage({ locale: 'ru-RU', viewport: { width: 1280, height: 900 } });
  const phone = await screen.newPage({ locale: 'ru-RU', viewport: { width: 375, height: 740 } });
  const dark = await screen.newPage({ locale: 'en-US', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  page.on('console', (m) => console.log('CONSOLE', m.type(), m.text()));
  page.on('pageerror', (e) => console.log('ERR', e.message));
  for (const [name, number] of Object.entries(numbers)) {
    for (const [view, p] of [
      ['desktop', page],
      ['phone', phone],
      ['dark', dark],
    ] as const) {
      if (view === 'phone' && !['newsletter', 'inline', 'danger', 'forty', 'koi8'].includes(name)) continue;
      if (view === 'dark' && !['newsletter', 'inline', 'quoted', 'danger', 'koi8', 'arabic'].includes(name)) continue;
      await p.goto(screen.ticketUrl(number));
      await p.locator('article article').first().waitFor();
      await p.waitForTimeout(700);
      await p.screenshot({ path: `/tmp/shots/${name}-${view}.png` });
    }
  }
}, 120_000);
