import { createTransport } from 'nodemailer';
import { eventually, freePort, Neighbours, type ProductApi, StandaloneInstallation } from '@app/testing';

/** The product in one process, with a mail server of the organisation's own in front of it. */
describe('mail that is handed over', () => {
  let neighbours: Neighbours;
  let product: StandaloneInstallation;
  let anna: ProductApi;
  let lmtpPort: number;

  beforeAll(async () => {
    neighbours = await Neighbours.start();
    lmtpPort = await freePort();
    product = await StandaloneInstallation.start(neighbours, { MAIL_LISTEN: `lmtp://127.0.0.1:${lmtpPort}` });
    ({ anna } = await product.agents());
  });
  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
    await neighbours?.[Symbol.asyncDispose]();
  });

  const handOver = async (text: string, to = Neighbours.support): Promise<void> => {
    const transport = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true });
    await transport.sendMail({ from: 'Kate <kate@customer.test>', to, subject: 'Handed over', text });
    transport.close();
  };

  test('is a ticket that an agent sees, with its sender unproved', async () => {
    await handOver('handed 7001');
    const ticket = await eventually(
      async () => {
        const [found] = await anna.tickets({ q: '7001' });
        if (!found) throw new Error('There is no ticket yet.');
        return found;
      },
      { timeoutMs: 30_000 },
    );
    const { timeline = [] } = await anna.ticket(ticket.number);
    expect(timeline).toContainEqual(
      expect.objectContaining({
        type: 'message',
        text: 'handed 7001',
        authentication: { spf: null, dkim: 'none', dmarc: null, proved: false },
      }),
    );
  });

  test('for nobody here is refused', async () => {
    await expect(handOver('handed 7002', 'nobody@customer.test')).rejects.toMatchObject({ responseCode: 550 });
  });
});
