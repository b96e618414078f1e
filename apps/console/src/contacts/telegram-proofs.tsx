import { ContactJoins } from './contact-joins.js';
import { TelegramLinks } from './telegram-links.js';

/** How a contact's Telegram is proved: what came by proofs, and links for another. */
export function TelegramProofs({ contact, known }: { contact: string; known: boolean }) {
  return (
    <>
      <ContactJoins contact={contact} />
      <TelegramLinks contact={contact} quiet={known} />
    </>
  );
}
