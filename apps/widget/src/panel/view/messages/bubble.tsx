import type { JSX } from 'preact';
import { useAround } from '../around/around.js';
import { Attachment } from './attachment.js';
import { Face } from '../around/face.js';
import { linkParts } from './link-parts.js';
import { Mark } from './mark.js';
import type { Row } from './rows.js';
import { useChatName } from '../around/who-answers.js';

export function Bubble({ row }: { row: Row }): JSX.Element {
  const { texts } = useAround();
  const chatName = useChatName();
  const { name, picture } = row.author ?? { name: chatName, picture: null };
  const author = row.isOwn ? texts.you : name;
  return (
    <div class={`said ${row.isOwn ? 'own' : ''} ${row.opensGroup ? 'first' : ''} ${row.closesGroup ? 'last' : ''} ${row.state ?? ''}`}>
      {!row.isOwn && (row.closesGroup ? <Face name={name} picture={picture} /> : <span class="face none" />)}
      <div class="column">
        {!row.isOwn && row.opensGroup ? <bdi class="author">{author}</bdi> : <span class="hidden">{author}</span>}
        {row.form && <FormAnswers {...row.form} />}
        {row.text !== '' && (
          <p class="bubble" dir="auto">
            {linkParts(row.text).map(({ text, href }) =>
              href === null ? (
                text
              ) : (
                <a href={href} target="_blank" rel="noopener noreferrer nofollow">
                  {text}
                </a>
              ),
            )}
          </p>
        )}
        {row.files.map((file) => (
          <Attachment key={file.id ?? file.filename} file={file} />
        ))}
        <Mark row={row} />
      </div>
    </div>
  );
}

/** What was answered before the chat, as a part of what was said. */
function FormAnswers({ topic, answers }: NonNullable<Row['form']>): JSX.Element {
  return (
    <div class="bubble answers">
      <p class="topic" dir="auto">
        {topic}
      </p>
      {answers.length > 0 && (
        <dl>
          {answers.map(({ label, value }, at) => (
            <div key={at}>
              <dt dir="auto">{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
