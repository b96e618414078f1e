import { foldText } from './fold-text.js';

/**
 * Does a subject say that a machine answers, as mail programs and servers write it in their languages?
 *
 * The words must stand alone or before a colon, bracket or dash, and first: `Re: Automatic reply` is somebody's answer to one,
 * and `Out of office hours delivery` is a question.
 */
export function isAutoReplySubject(subject: string): boolean {
  const folded = foldText(subject.slice(0, 300));
  return SAYS_AUTOMATIC.test(folded) || SAYS_ABSENT.test(folded) || IS_OUT.test(folded);
}

/** Does a subject say no more than that the author is away? Somebody who asks a question may write so too. */
export function saysOnlyAbsence(subject: string): boolean {
  return !SAYS_AUTOMATIC.test(foldText(subject.slice(0, 300)));
}

/** Does a subject only speak of absence, so that the text has to tell the rest? */
export function mentionsAbsence(subject: string): boolean {
  return ABSENCE.test(foldText(subject.slice(0, 300)));
}

/** `automatic answer`. */
const AUTOMATIC_WORDS = [
  // English, French, Spanish, Italian, Portuguese, Romanian
  'auto(matic|mated|mat)?[- ]?(email )?(reply|response|respond(er)?|answer|acknowledge?ment)( message)?',
  'auto(?=:)',
  '(out of (the )?office|vacation|holiday|away) (auto[- ]?)?(reply|response|message|notice|notification|assistant|alert|respond(er)?)',
  "(reponse|message) automatique(( d)?'absence)?",
  "(message|reponse|notification|avis) d'absence",
  '(respuesta|contestacion|mensaje) automatic[ao]',
  'auto-?respuesta',
  '(risposta|messaggio) automatic[ao]',
  '(resposta|mensagem) automatica',
  'raspuns automat',
  // Russian, Ukrainian, Bulgarian, Serbian, Croatian, Slovenian
  'автоответ(чик)?( (от|на|из) .{1,80})?',
  'автоматический ответ',
  'автоматическ(ое|ий) (сообщение|уведомление|письмо) об отсутствии',
  'уведомление об отсутствии',
  'сообщение об отсутствии',
  'автов[іi]дпов[іi]дь',
  'автоматична в[іi]дпов[іi]дь',
  'автоматичен отговор',
  'автоматты (т[уү]рде )?жауап( беру)?',
  'автоматски одговор',
  'automatski odgovor',
  'samodejni odgovor',
  // German, Dutch, Swedish, Danish, Norwegian, Finnish
  'automatische (antwort|ruckmeldung|abwesenheitsnotiz|abwesenheitsmeldung)',
  'auto-?antwort',
  '(abwesenheits|urlaubs)(notiz|meldung|nachricht|assistent|info|benachrichtigung|hinweis)',
  'automatisch(e)? (antwoord|afwezigheidsbericht|bericht)',
  'afwezigheids(bericht|melding|assistent)',
  'auto(matiskt )?svar',
  'automatisk svar',
  'fr[aå]nvaro(meddelande)?',
  'fr[aå]v[aæ]rs(besked|meddelelse|melding|assistent)?',
  'frav[aæ]r(s(besked|meddelelse|melding|assistent))?',
  'automaattinen vastaus',
  'poissaolo(viesti|ilmoitus|vastaus|tiedote)?',
  // Polish, Czech, Slovak, Hungarian, Baltic, Estonian
  'auto-?odpowiedz',
  '(odpowiedz automatyczna|automatyczna odpowiedz)',
  'automaticka odpoved',
  '(oznameni o )?nepritomnost[i]?',
  'automatikus valasz',
  'automatinis atsakymas',
  'automatiska atbilde',
  'automaatvastus',
  // Turkish, Greek, Arabic, Hebrew, Vietnamese, Indonesian
  'otomatik (yan[ıi]t|cevap)',
  'αυτόματη απάντηση',
  'رد تلقائي',
  'תשובה אוטומטית',
  'tra loi tu (đ|d)ong',
  'balasan otomatis',
  // Chinese, Japanese, Korean
  '(自动|自動)(回复|答复|回覆|回復|回应|答覆|応答|返信)(邮件|郵件|メール|メッセージ)?',
  '不在(通知|連絡|のお知らせ|のご連絡|応答|メッセージ)',
  '자동 ?(응답|회신|답장)( 메일| 메시지)?',
  '부재 ?중?( ?자동)?( ?(알림|응답|회신))?',
];

/** `not here`. Alone in a subject they are an answering program's; somebody who asks a question writes more. */
const ABSENCE_WORDS = [
  "((i am|i'm) )?(currently )?(out of (the )?office|ooo|oof|away from (the|my) (office|mail|desk|email)|on (annual |parental |maternity |sick )?(leave|vacation|holidays?))",
  'absen(t|ce)e? (du|de) bureau',
  '(je suis )?absente?',
  'en conges?',
  '(estoy )?(fuera|ausente) de (la |mi )?oficina',
  'fuori (sede|ufficio)',
  "assen(za|te) (dall'ufficio|ufficio)",
  '(fora|ausente|ausencia) d[oe] escritorio',
  '(ich bin )?(abwesenheit|abwesend|nicht im (buro|haus|hause)|au(ß|ss)er haus|im urlaub)',
  '(ik ben )?(afwezig(heid)?|niet (op kantoor|aanwezig)|met vakantie|buiten kantoor)',
  '(jag ar )?(franvarande|ej pa kontoret|pa semester|inte pa kontoret)',
  '(jeg er )?(frav[aæ]rende|ikke (til stede|pa kontoret)|pa ferie)',
  '(olen )?(poissa( toimistosta)?|lomalla)',
  '(poza biurem|nieobecnosc|jestem na urlopie|nieobecny|nieobecna)',
  '(mimo kancelar|mimo kancelaria?|nepritomen|hazon kivul|szabadsagon)',
  'ofis d[ıi]s[ıi]nda(y[ıi]m)?',
  'εκτός γραφείου',
  '(я )?(сейчас )?(вне офиса|не в офисе|нет (на месте|в офисе|на рабочем месте)|в отпуске|в командировке|отсутствую( на рабочем месте| в офисе)?|на больничном)',
  '(нахожусь|я нахожусь|ушел|ушла) в отпуск(е)?',
  'отсутств(ие|ую)( (на рабочем месте|в офисе))?',
  '(я )?(поза офісом|не в офісі|у відпустці|відсутн(ій|я|ність))',
  '(不在办公室|不在辦公室|休假中|外出中|出差中|不在)',
];

const OPENING = String.raw`^[[(【<"'*#~ ]{0,3}`;
/** `Auto: X`, `[Auto] X`, `Auto - X`, and nothing more. */
const SEPARATOR = String.raw`[\])】>"'*#~]{0,3} ?([:：,(\[–—!.|/]|- |re ?:|fwd? ?:|(from|von|de|от) \S{1,80}@\S{1,200}|$)`;
const SAYS_AUTOMATIC = new RegExp(`${OPENING}(${AUTOMATIC_WORDS.join('|')})([\\])】>]|${SEPARATOR})`);
const SAYS_ABSENT = new RegExp(
  `${OPENING}(${ABSENCE_WORDS.join('|')})[\\])】"'*!.]{0,3} ?([:：]|auto[- ]?(reply|response)|re ?:|- re ?:|$)`,
);
/** Lotus Notes and others name the person. */
const IS_OUT =
  /^[\p{L}\d .,'/@&-]{2,60} (is|am|'m|will be) (currently )?(out of (the )?office|away from (the|my) office)\b|^[\p{L} .,'-]{2,60} ist (außer haus|nicht im (büro|buro|haus)|abwesend)\b|^i'm (currently )?(out of (the )?office|away from (the|my) office)\b/u;
const ABSENCE = new RegExp(
  `(^|[^\\p{L}])(${[...ABSENCE_WORDS, 'отпуск', 'absence', 'urlop', 'dovolena', '外出', '休假', '出差', 'vacation', 'holiday', 'urlaub', 'vacances', 'vacaciones', 'ferie', 'ferias', 'loma', 'semester'].join('|')})($|[^\\p{L}])`,
  'u',
);
