import { mentionsAbsence } from './auto-reply-subject.js';
import { isBounceSubject } from './bounce-words.js';
import { foldText } from './fold-text.js';
import { isReplySubject } from './mail-system.js';

/** Characters of a text that are looked at: a machine says at once what it is. */
const LOOKED_AT = 1_200;
/** Vacation answers are short; what is longer is a letter. */
const LONGEST_ANSWER = 2_500;

/**
 * Does a mail without any header of a machine read as a machine's answer?
 *
 * A line or sentence has to begin with the words that it was made by a machine, or one has to say that the author is away and another what
 * happens until the author is back. A person who answers repeats what was answered to, so a mail with a quote is never one.
 *
 * @param text what is new in it
 * @param quotes whether an earlier mail is repeated below
 */
export function readsAsAutoReply({ subject, text, quotes }: { subject: string; text: string; quotes: boolean }): boolean {
  if (text.length > LONGEST_ANSWER || quotes || isBounceSubject(subject)) return false;
  const lines = foldedLines(text.slice(0, LOOKED_AT));
  const opening = lines.slice(0, 4);
  const sentences = opening.flatMap((line) => line.split(/(?<=[.!。]) ?(?=\p{L})/u)).slice(0, 8);
  if (sentences.some((sentence) => MADE_BY_MACHINE.test(sentence))) return true;
  // Who is away and asks is a person.
  if (asks(text) || !opening.some((line) => IS_AWAY.test(line))) return false;
  return (mentionsAbsence(subject) || isReplySubject(subject)) && lines.some((line) => UNTIL_BACK.test(line));
}

/** Does a text ask anything? Machines do not. */
export function asks(text: string): boolean {
  return QUESTION.test(text.slice(0, LONGEST_ANSWER));
}

function foldedLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 12)
    .map(foldText);
}

/** The Greek mark looks like a semicolon. */
const QUESTION = /[?？\u037e](?:\s|$)/;

/** At the start of a line, behind a mark or a star at most. */
const MADE_BY_MACHINE = new RegExp(
  `^[*\\-=_#\\[(!> ]{0,6}(${[
    '(please note( that)? )?this (is|was) an? (auto(matic|mated)?(ally)?)[- ]?(generated |sent |e-?mail )?(reply|response|message|e-?mail|answer|acknowledge?ment)',
    'this (message|e-?mail|reply|response) (is|was|has been) (sent |generated |created )?automatically',
    'auto(matic|mated)?[- ]?(reply|response|generated (reply|message|response))( from .{1,60})?[ .:!]*$',
    '(внимание[!,.]* )?(это|данное|настоящее|ваше)? ?(письмо|сообщение|ответ)( (было|был))? (сформирован|создан|отправлен|сгенерирован)[а-я]* автоматически',
    '(это|данное (письмо|сообщение)) ?[-–—]? ?(автоматический ответ|автоматическое (сообщение|письмо|уведомление)|автоответ)',
    'автоматический ответ[ .:!]*$',
    'вам отвечает автоответчик',
    '(це|цей лист|це повідомлення) ?[-–—]? ?(автоматична відповідь|автоматичне (повідомлення|сповіщення)|сформован[а-яі]* автоматично)',
    '(dies|das|hierbei handelt es sich um|diese[sr]? (nachricht|mail|e-mail|antwort)) (ist )?(eine )?(automatisch|automatische|automatisierte)',
    '(diese|ihre) (nachricht|e-?mail|antwort) wurde automatisch',
    'ceci est (une reponse|un message|un e-?mail|un courriel)( generee?)? automatique',
    '(ce|cet) (message|e-?mail|courriel) (a ete|est) (genere|envoye) automatiquement',
    'est[ea] es (un|una) (mensaje|correo|respuesta)( electronico)?( generad[oa])? automatic',
    '(questo|questa) e (un|una) (messaggio|e-?mail|risposta)( generat[oa])? automatic',
    'est[ea] e (um|uma) (mensagem|e-?mail|resposta)( gerad[oa])? automatic',
    'to (jest )?(automatyczna|wiadomosc (jest )?(wygenerowana )?automatyczn)',
    '(ta )?wiadomosc (ta )?zostala (wygenerowana|wyslana) automatycznie',
    'dit is een automatisch',
    'dit bericht is automatisch',
    'detta ar ett (automatiskt|autosvar)',
    'dette er (en|et) automat',
    'tama on automaattinen',
    '(toto|tato) (je|zprava|sprava).{0,20}automatick',
    'bu (otomatik bir|mesaj otomatik|e-?posta otomatik)',
    'αυτό είναι (ένα )?αυτόματο',
    '(这|這|此|本)(是|邮件|郵件|信|封)?.{0,8}(系统|系統)?(自动|自動)(回复|回覆|答复|發送|发送|发出|發出|生成)',
    '(このメール|このメッセージ|本メール|こちら|これ)は.{0,12}自動(応答|返信|送信|配信)',
    '(이|본) ?(메일|메시지|이메일)은 ?.{0,8}자동',
    '자동 ?(응답|회신) ?(메일|메시지)?입니다',
  ].join('|')})`,
  'u',
);

/** The author is away, said of now or of the days to come, never of the past. */
const IS_AWAY = new RegExp(
  [
    "\\b(i am|i'm|i will be|i'll be|we are|we're|our office is|the office is|i am currently|he is|she is)( (currently|now|presently|closed and|temporarily))? (out of (the )?(office|country|town)|away( from| until| on|,|\\.)|on (annual |parental |maternity |paternity |sick |medical |a )?(leave|vacation|holidays?|business trip|pto)|traveling|travelling|not (in the office|available|at (my desk|work))|unavailable|closed (for|until|from))",
    '^(currently )?(out of (the )?office|on (annual leave|vacation|holiday)) (until|from|through|till|since|with)',
    "thank you for (your )?(e-?mail|message|mail|contacting)[^.!]{0,60}[.!] (i am|i'm|we are|i will be) (currently )?(out|away|on|not)",
    '(^|[^а-я])(я )?(сейчас |в настоящее время |временно )?(нахожусь|нахожусь вне|буду|ухожу|ушел|ушла|пребываю|отсутствую|нет|не буду)( находиться)?( сейчас| временно)?,? ?(в (ежегодном |очередном |декретном |учебном )?отпуск|вне офиса|в командировк|на больничном|отсутств|на рабочем месте|на месте|в офисе|до \\d|с \\d|по \\d)',
    '(^|[^а-я])(я )?(в отпуске|в командировке|вне офиса|на больничном|отсутствую)( (с|до|по) |[.,])',
    '(меня|его|ее) (сейчас |временно )?(нет|не будет) (в офисе|на (рабочем )?месте|на работе)',
    '(я )?(зараз |тимчасово )?(перебуваю |буду )?(у відпустці|поза офісом|у відрядженні|відсутн(ій|я))',
    '(ich bin|ich befinde mich|wir sind|unser buro ist|ich werde)( (derzeit|zurzeit|zur zeit|momentan|aktuell|leider|im moment|vom|bis|ab|in der zeit|von|seit).{0,50})? ?(nicht (im (buro|hause?)|erreichbar|am arbeitsplatz|verfugbar|anwesend)|abwesend|im urlaub|au(ß|ss)er haus|auf (dienst|geschafts)reise|geschlossen)',
    '(je suis|je serai|nous sommes)( (actuellement|en ce moment|presentement|momentanement))? ?(absente?|en (conges?|vacances|deplacement|arret|formation)|hors du bureau|indisponible)',
    '(estoy|estare|me encuentro|estamos)( (actualmente|en este momento))? ?(fuera de (la |mi )?oficina|de vacaciones|ausente|de baja|de viaje|en vacaciones)',
    '(sono|saro|siamo)( (attualmente|al momento))? ?(assente|fuori (ufficio|sede)|in ferie|in vacanza|in trasferta|in congedo|in malattia)',
    '(estou|estarei|encontro-me|estamos)( (atualmente|neste momento|actualmente))? ?(fora d[oe] escritorio|de ferias|em ferias|ausente|de licenca)',
    '(jestem|bede|przebywam)( (obecnie|aktualnie))? ?(nieobecn|na urlopie|poza biurem|na zwolnieniu)',
    '(ik ben|wij zijn|momenteel ben ik)( (momenteel|op dit moment|tot en met|van|t/m|tot)[^.]{0,40})? ?(afwezig|niet (op kantoor|aanwezig|bereikbaar)|met vakantie|op vakantie|met verlof|buiten kantoor)',
    '(jag ar|jag har|vi ar)( (for narvarande|just nu|ledig))? ?(franvarande|inte pa kontoret|pa semester|semester|tjanstledig|foraldraledig|borta|ledig)',
    '(jeg er|jeg har|vi er)( (for (oje|ø)jeblikket|p(a|å) naværende tidspunkt|dessverre|desværre))? ?(frav[aæ]rende|ikke (til stede|p[aå] kontoret)|p[aå] ferie|p[aå] kontoret igen|bortreist|ude af kontoret)',
    '(olen|olemme)( (talla hetkella|parhaillaan))? ?(poissa|lomalla|vuosilomalla|matkoilla)',
    '(jsem|budu|nejsem|som|nie som)( (momentalne|aktualne|v soucasne dobe))? ?(mimo kancelar|na dovolene|na dovolenke|nepritom|v kancelari)',
    '(ofis d[ıi]s[ıi]nday[ıi]m|izinde(yim| olaca)|tatildeyim|y[ıi]ll[ıi]k izin)',
    '(βρίσκομαι|είμαι|θα (είμαι|απουσιάζω)|απουσιάζω) ?(εκτός γραφείου|σε άδεια|εκτός|από|μέχρι|έως)',
    '(目前|正在|现在|現在|我|本人)[^。]{0,12}(不在办公室|不在辦公室|休假|外出|出差|度假|请假|請假)',
    '(不在に?(して|いたし)|休暇(中|を(いただ|頂))|外出して|出張(中|して)|休業)',
    '(부재 ?중|휴가 ?중|출장 ?중|외근 ?중|자리를 비)',
  ].join('|'),
  'u',
);

/** What happens until the author is back. */
const UNTIL_BACK = new RegExp(
  [
    '(upon|on|after|when) (my|i|our) (return|am back|get back|come back)',
    "(urgent|emergency|immediate|assistance|in my absence|while i('m| am) (away|out)|limited access|no access|intermittent|sporadic|as soon as possible after|will (respond|reply|answer|get back)|returning (on|to)|back (in the office )?on|not (be )?(checking|reading|forwarded))",
    '(по (всем )?(срочным|вопросам|возникающим)|в случае (срочн|необходимости)|отвечу (вам )?(после|по)|после (возвращения|моего возвращения)|по возвращении|ограничен[а-я]* доступ|нет доступа|свяжусь|обращайтесь|обращаться|на время (моего )?отсутствия|мне на смену|замещает)',
    '(у термінових|терміново|відповім|після повернення|звертайтес|на час моєї відсутності)',
    '(in dringenden|dringend|ruckkehr|werde (ich )?(ihre|mich|diese)|wenden sie sich|nicht weitergeleitet|vertret|eingeschrankt|wieder (da|erreichbar|im))',
    "(en cas d'urgence|urgen|a mon retour|des mon retour|veuillez contacter|acces limite|merci de (contacter|vous adresser))",
    '(urgen|a mi (regreso|vuelta)|pongase en contacto|acceso limitado|contact(e|ar) (con|a)|al mio rientro|rivolgersi|contattare|regresso|contacte|entre em contato)',
    '(piln|po powrocie|prosze o kontakt|w sprawach|zastepuje|dringend|bij terugkomst|terug|contact opnemen|neem contact)',
    '(bradskande|tillbaka|ater|kontakta|vid hast|haster|kontakt|tilbage|tilbake|kiire|palaan|ottakaa yhteytta|nalehav|kontaktujte|po navratu|urgent|acil|dondugumde|iletisim)',
    '(επείγον|επιστροφή|επικοινων|紧急|緊急|急事|回来|联系|聯絡|ご連絡|戻り|後日|急ぎ|급한|복귀|연락|돌아)',
  ].join('|'),
  'u',
);
