import type { Message } from '../api/shapes.js';
import { AttachmentList } from './attachment-list.js';
import { BodyLinks } from './body-links.js';
import { listedFiles, useBodyView } from './body-view.js';
import { MessageBody } from './message-body.js';
import { MessageRemarks } from './message-remarks.js';
import { RecipientsLine } from './recipients-line.js';

/** What a message says: to whom, with what caution, its words and files. */
export function MessageContent({ message }: { message: Message }) {
  const view = useBodyView(message);
  return (
    <>
      <RecipientsLine message={message} />
      <MessageRemarks message={message} />
      <MessageBody message={message} view={view} />
      <AttachmentList attachments={listedFiles(message, view)} />
      <BodyLinks message={message} view={view} />
    </>
  );
}
