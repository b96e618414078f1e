import { readHeaderBlock } from '../head/header-block.js';
import { readHead } from '../head/read-head.js';

const isMarked = (header: string) => readHead(readHeaderBlock(Buffer.from(`${header}\r\n\r\n`))).isMarkedSpam;

describe('what a mail server marked as spam (threat:E6)', () => {
  test.each([
    'X-Spam-Flag: YES',
    'X-Spam: Yes',
    'X-Spam-Status: Yes, score=15.2 required=5.0\r\n\ttests=BAYES_99',
    'X-Rspamd-Action: reject',
    'X-Rspamd-Action: add header',
    'X-Rspamd-Action: rewrite subject',
    'X-Bogosity: Spam, tests=bogofilter, spamicity=1.000000',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;\r\n SFV:SPM;H:mx.test',
    'X-Spam-Flag: NO\r\nX-Spam-Flag: YES',
  ])('%j', (header) => {
    expect(isMarked(header)).toBe(true);
  });

  test.each([
    'Subject: X-Spam-Flag: YES',
    'X-Spam-Flag: NO',
    'X-Spam: no',
    'X-Spam-Status: No, score=-1.9 required=5.0 tests=YES',
    'X-Rspamd-Action: no action',
    'X-Rspamd-Action: greylist',
    'X-Spam-Score: 1.5',
    'X-Bogosity: Ham, tests=bogofilter',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:NSPM;H:mx.test',
  ])('%j is no such mark', (header) => {
    expect(isMarked(header)).toBe(false);
  });
});
