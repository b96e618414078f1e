import type { Message } from '../api/shapes.js';
import { AttachmentList } from '../timeline/attachment-list.js';
import { BodyLinks } from '../timeline/body-links.js';
import { listedFiles, useBodyView } from '../timeline/body-view.js';
import { MessageBody } from '../timeline/message-body.js';
import { MessageRemarks } from '../timeline/message-remarks.js';
import { PlainText } from '../timeline/plain-text.js';
import { Album } from './album.js';
import { ChangingLine } from './changing-line.js';
import classes from './chat.module.css';
import { ContentCard } from './content-card.js';
import { DeletedLine } from './deleted-line.js';
import { EditForm } from './edit-form.js';
import { useEditing } from './editing.js';
import { ForwardedLine } from './forwarded-line.js';
import { placesOf } from './media-kind.js';
import { OfferedChoices } from './offered-choices.js';
import { Players } from './players.js';
import { QuotedMessage } from './quoted-message.js';
import { Reactions } from './reactions.js';

/** What a message of a chat says: whom it answers, where it comes from, its words or what stands for them, pictures, sound, files. */
export function ChatContent({ message, number }: { message: Message; number: number }) {
  const view = useBodyView(message);
  const editing = useEditing() === message.id;
  const { pictures, media, files } = placesOf(listedFiles(message, view));
  return (
    <>
      {message.forwarded && <ForwardedLine forwarded={message.forwarded} />}
      {message.answers && <QuotedMessage answers={message.answers} number={number} />}
      <MessageRemarks message={message} />
      {message.deletedAt !== null && <DeletedLine message={message} at={message.deletedAt} />}
      {editing ? <EditForm message={message} number={number} /> : <Said message={message} view={view} />}
      <Album pictures={pictures} />
      <Players media={media} />
      <AttachmentList attachments={files} />
      {message.deletedAt === null && !editing && <BodyLinks message={message} view={view} />}
      <OfferedChoices labels={message.choices} />
      <Reactions reactions={message.reactions} />
      {message.changing && <ChangingLine changing={message.changing} />}
    </>
  );
}

/** A few signs without words are large, as in Telegram. */
const EMOJI_ALONE = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

function Said({ message, view }: { message: Message; view: ReturnType<typeof useBodyView> }) {
  const { content, text } = message;
  if (content !== null) return <ContentCard content={content} text={text} explained={message.problem !== null} />;
  if (message.deletedAt !== null && text.trim() !== '') {
    return (
      <del className={classes.deletedText}>
        <PlainText text={text} />
      </del>
    );
  }
  if (EMOJI_ALONE.test(text)) return <p className={classes.emoji}>{text}</p>;
  return <MessageBody message={message} view={view} />;
}
