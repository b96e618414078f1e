import { foldText } from './fold-text.js';
import { isReplySubject } from './mail-system.js';

/**
 * Is this the subject of a delivery report, in the words of mail servers and programs?
 *
 * First, that is: whoever answers or hands on a report writes `Re:` or `Fw:` before it.
 */
export function isBounceSubject(subject: string): boolean {
  if (isReplySubject(subject)) return false;
  const folded = foldText(subject.slice(0, 300));
  return SUBJECT.test(folded) || speaksOfFailure(folded) || speaksOfDelay(folded);
}

/** Does a text say that a mail could not be delivered? Time is linear: every gap in a pattern is bounded. */
export function speaksOfFailure(folded: string): boolean {
  return FAILURE.test(folded);
}

/** Does a text say that a mail is still on its way, and that the server goes on trying? */
export function speaksOfDelay(folded: string): boolean {
  return DELAY.test(folded) && !END_OF_TRYING.test(folded);
}

/** Does a text say that a mail has arrived? */
export function speaksOfSuccess(folded: string): boolean {
  return SUCCESS.test(folded);
}

const SUBJECT = new RegExp(
  `^[\\[(*!"' -]{0,4}(${[
    'returned (e-?mail|mail|message|to sender)',
    'failure notice',
    'failed mail',
    '(your|the) (e-?mail|mail|message)( .{1,80})? (was|has|could|is|cannot|can)( not|n.t)? (be |been )?(blocked|reject|deliver|sent|return|refus|bounc|undeliver)',
    'message you sent .{0,40}(blocked|rejected|not|undeliver)',
    'automatically rejected mail|rejected:',
    '(mail|message|e-?mail)?:? ?delivery (status notification|notification|failure|failed|error|problem|report|status|subsystem|has failed|warning|delayed|unsuccessful|to the following)',
    '(mail|message) (delivery )?(system error|delivery|failure|failed|status|error|undeliverable|not delivered|returned|rejected|bounced|could not|not sent|status notification)',
    "(undeliver|nondeliver|non-deliver|undelivered|not deliver|unable to deliver|can not deliver|couldn't deliver)",
    '(mail|smtp|e-?mail|message)[ -]?(transfer|transport|server)? ?(error|failure|delivery error)',
    'warning: (could not send|message|mail|e-?mail)',
    '(error|problem) (sending|delivering|in delivery|while (sending|delivering))',
    '(rejected|bounced|blocked|delayed|deferred|unsent|unsendable|undeliverable|refused|failed) (mail|message|e-?mail|delivery)',
    '(address|user|recipient|mailbox) (unknown|not found|rejected|full|unavailable|error)',
    'unknown (user|recipient|address)',
    'bounce',
    'ndn',
    'non remis',
    '(уведомлени[ея]|отч[её]т|сообщение|информация) о (состоянии |статусе |невозможности |сбое |не)?(достав|недостав)',
    'статус доставки',
    'возврат (почты|письма|сообщения|недоставленн)',
    'звіт про доставку',
    'сповіщення про (стан |статус )?доставк',
    '(benachrichtigung|bericht|nachricht) (zum|uber den|uber die) (ubermittlungs|zustell|sende)',
    'zustell(ungs)?(status|bericht|fehler|benachrichtigung)',
    "notification d'etat de (remise|livraison)",
    '(estado|notificacion|informe) de (la )?(entrega|notificacion de)',
    '(notifica|avviso|stato|rapporto) (sullo stato )?(del|di) (recapito|consegna|mancat)',
    'notificacao (sobre o |de )?(status|estado|falha)',
    'powiadomienie o (stanie|statusie) dostarcz',
    '(aflever|bezorg)(status|bericht|rapport)',
    'leveransrapport|leveringsstatus|leveringsrapport|toimitusraportti',
    '(送信|配信|配送|メール)(エラー|障害|状況|状態)?(通知|の通知|レポート)',
    '(系统|系統)?(退信|投递状态|投遞狀態|传递状态|傳遞狀態)',
    '(배달|전송|전달) ?(상태|실패)',
    'teslim(at)? durumu',
  ].join('|')})`,
  'u',
);

const NOT = "(?:not|n't|unable to|fail(?:ed|s)? to|failed to be)";

const FAILURE = new RegExp(
  [
    // English
    `${NOT} (?:yet )?(?:be |been |being |get |able to be )?(?:successfully )?(?:deliver|send|sent|relay|transmit|reach|forward|process|complete|accept)(?!ed yet)`,
    "(?:could|can|would|will|did|does|was|were|has|have|is|are)(?:n't| not) (?:be |been |have been |able to )?(?:successfully )?(?:deliver|sent|send|reach|accept|process|relay|transmit|complete|mailed|forwarded|found|exist|resolve|routed?)",
    '(?:was|were|is|are|been) unable to (?:deliver|send|relay|reach|transmit|forward)',
    '\\b(?:un|non-?)deliver(?:able|ed|y)',
    '\\bdelivery[^.:\\n]{0,60}(?:fail|has not|unsuccessful|impossible|not possible|aborted|suspended|stopped|cancel)',
    'fail(?:ed|ure) (?:to |of |in |on )?(?:the )?(?:deliver|address|recipient|send)',
    'failed (?:recipient|permanently|address)|failure notice|delivery (?:error|problem)',
    '(?:permanent|fatal|unrecoverable|transient)[^.\\n]{0,25} (?:error|failure|problem)',
    '(?:has been|was|been|were|being|is|am) (?:returned|rejected|refused|bounced|blocked|discarded|returned to)',
    '(?:returning|returned) (?:message |mail |it |below )?(?:to (?:the )?sender)|returned (?:mail|message)',
    '(?:user|recipient|address|mailbox|account|host|domain|name|destination|alias)\\S{0,2} (?:is |was )?(?:unknown|not (?:known|found|listed|local|available|exist|recognized|valid)|rejected|invalid|full|disabled|inactive|suspended|expired|ambiguous|unavailable|unreachable|unrouteable|unroutable)',
    '(?:unknown|invalid|illegal|bad|no such|non-?existent|inactive|disabled|unrouteable|unroutable|unresolvable|undeliverable|incorrect|unreachable) (?:local )?(?:user|recipient|address|mailbox|account|host|domain|destination|person|id|alias|mail)',
    "does(?:n't| not) (?:exist|have an? (?:\\S{1,20} )?account|like recipient)",
    'mailbox exceed|(?:over|exceed\\S{0,4}|beyond)[^.\\n]{0,40} ?quota|quota[^.\\n]{0,20} exceeded|mailbox[^.\\n]{0,25} (?:is )?full|(?:disk|storage|mailbox|inbox)[^.\\n]{0,25} (?:quota|limit|full)',
    '(?:giving|given|gave) up|no longer (?:active|valid|available|in use|employed|accept)|timed? ?out|retry time(?:out)?|too many hops|relay(?:ing)? (?:access )?(?:denied|not permitted|prohibited)|access denied|not permitted|not allowed|account (?:has been |is )?(?:closed|disabled|suspended|deactivated|locked)',
    "there (?:was|is|were) an? (?:error|problem)[^.\\n]{0,40}(?:deliver|send|mail|message)|problem (?:delivering|sending)|(?:didn't|did not|doesn't) (?:make it|arrive|get through|reach)",
    "sorry, (?:i|we) (?:was|were|could|couldn)|i'm afraid|errors? (?:occurred|detected|encountered)|transcript of session|delivery to the following",
    // Russian, Ukrainian
    '(?:не|невозможно) ?(?:может|могло|могут|мог|могла|было|был|была|были|удалось|удается|получилось|возможно|смог|смогла|смогли)?[^.\\n]{0,50}(?:достав|отправ|перед|получ)',
    '(?:не|нe) ?доставл|сбой (?:при )?(?:доставк|отправк)|ошибк[аи] (?:при )?(?:доставк|отправк)|недоставленн|не было (?:принято|доставлено)|(?:адрес|ящик|получател|пользовател|аккаунт|домен)\\S{0,4}[^.\\n]{0,30} (?:не (?:найден|существует|зарегистрирован|обнаружен|принимает)|переполнен|заблокирован|недоступен|отключен)|письмо (?:было )?(?:отклонен|возвращен|отвергнут)|отклонено|такого (?:пользователя|адреса|ящика)|превышен',
    '(?:не вдалося|неможливо|не може бути|не було|не можна)[^.\\n]{0,50}(?:достав|надісл|відправ)|помилка (?:доставк|доставлення|надсилання)|збій доставк|недоставлен|не доставлен|не існує',
    // German
    '(?:konnte|konnten|kann|wurde|wurden)[^.\\n]{0,70}nicht[^.\\n]{0,40}(?:zugestellt|ubermittelt|ausgeliefert|gesendet|versendet|weitergeleitet|erreicht|gefunden)',
    'un(?:zustellbar)|nicht (?:zustellbar|zugestellt|erreicht|ubermittelt)|fehler bei der (?:zustellung|ubermittlung|nachrichten)|(?:zustellung|ubermittlung)[^.\\n]{0,50}(?:fehlgeschlagen|gescheitert|nicht moglich)|(?:empfanger|postfach|benutzer|adresse)[^.\\n]{0,30} (?:unbekannt|voll|existiert nicht|ungultig|nicht gefunden)',
    // French
    "n'(?:a|ont|est|etait) pas (?:pu |ete )?(?:etre )?(?:remis|livr|envoy|distribu|deliv|atteint|achemin|recu)|n'a pas pu etre|non (?:remis|distribue|delivre|livre|acheminable)|(?:echec|erreur) (?:de|lors de|dans|d')? ?(?:la |l')?(?:remise|livraison|distribution|envoi|transmission)|impossible (?:de |d')(?:remettre|livrer|distribuer|envoyer|acheminer)|destinataire (?:inconnu|introuvable)|boite (?:aux lettres )?(?:est )?pleine",
    // Spanish, Portuguese, Italian
    'no (?:se )?(?:ha podido|han podido|pudo|pudieron|puede|pueden|fue|ha sido|pudimos|hemos podido|es posible|fue posible)[^.\\n]{0,40}(?:entreg|envi|complet|transmit|alcanz)|no (?:entregado|entregable|llego)|(?:error|fallo|falla) (?:en|de|al) (?:la )?(?:entreg|envi)|imposible (?:entregar|enviar)|(?:usuario|destinatario|direccion|buzon)[^.\\n]{0,25} (?:desconocid|no existe|llen|no encontrad)',
    'nao (?:foi possivel|pode|pude|foi|e possivel|conseguimos)[^.\\n]{0,40}(?:entreg|envi)|nao (?:entregue|entregavel)|falha (?:na|de|no) (?:entrega|envio)|impossivel entregar|(?:usuario|destinatario|endereco|caixa)[^.\\n]{0,25} (?:desconhecid|nao existe|chei|nao encontrad)',
    'non (?:e stato possibile|e possibile|puo essere|ha potuto|e stat[oa]|e riuscit|ha raggiunto|sono stati)[^.\\n]{0,50}(?:recapit|consegn|inviat|inoltr|raggiunt|destinatari)|mancat[ao] (?:recapito|consegna)|impossibile (?:recapitare|consegnare|inviare)|non recapitabile|errore (?:di|nel|durante) (?:il )?(?:recapito|consegna|invio)|(?:utente|destinatario|indirizzo|casella)[^.\\n]{0,25} (?:sconosciut|inesistente|pien|non trovat)',
    // Polish, Dutch, Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian
    'nie (?:mozna|udało sie|mogła?o?|została?o?|mozna było|dotarła?)[^.\\n]{0,50}(?:dostarcz|dorecz|przekaz|wysła|do)|niedostarcz|niepowodzenie (?:dostarcz|dorecz)|nie dostarczon',
    '(?:kon|kan|konden|kunnen|is|werd|wordt)[^.\\n]{0,40} niet[^.\\n]{0,25}(?:bezorgd|afgeleverd|besteld|verzonden|bereik)|onbestelbaar|niet (?:bezorgd|afgeleverd|bereikt|besteld)|(?:bezorging|aflevering)[^.\\n]{0,30} mislukt',
    '(?:kunde|kan|gick|har|kunne)[^.\\n]{0,40} (?:inte|ikke)[^.\\n]{0,30}(?:lever|skicka|sende|sendes|na)|(?:inte|ikke) lever|olevererbar|oleverert|(?:leverans|levering)[^.\\n]{0,25}(?:misslycka|mislyk|fejl|feil)',
    'nu (?:se poate|a putut|poate|s-a putut)[^.\\n]{0,40}(?:livra|trimi|preda)|livrare[a]? (?:a )?esuat',
    'ei (?:voitu|voi|voida|onnistuttu|saatu|ole)[^.\\n]{0,40}(?:toimitt|lahett|perille)|toimitus[^.\\n]{0,30}epaonnistu|toimittamat',
    '(?:nelze|nepodarilo se|nemohla? byt|nebyla?o?|nie je mozne|nepodarilo sa)[^.\\n]{0,40}(?:doruc|odesla|odosla)|nedoruc|kezbesithetetlen|nem (?:kezbesitheto|sikerult)[^.\\n]{0,40}',
    // Turkish, Greek
    'teslim edil(?:emedi|emez|emiyor)|ilet(?:ilemedi|ilemez)|gonderilemedi|teslimat[^.\\n]{0,25}basarısız|δεν (?:ήταν δυνατή|ήταν δυνατό|μπόρεσε|μπορεί|παραδόθηκε|ηταν δυνατη)[^.\\n]{0,60}|αδυναμία παράδοσης|μη παραδοτέο|αποτυχία παράδοσης|παράδοση[^.\\n]{0,30}απέτυχε',
    // Chinese, Japanese, Korean
    '退信|退回|未(?:能)?(?:送达|送達|投递|投遞|传递|傳遞|发送|發送)|(?:无法|無法|不能|未能)[^。\\n]{0,15}(?:送达|送達|投递|投遞|传递|傳遞|传送|傳送|发送|發送|遞送|递送|送到)|(?:投递|投遞|传递|傳遞|发送|發送|傳送|递送)[^。\\n]{0,10}(?:失败|失敗)|(?:用户|使用者|收件人|邮箱|信箱)[^。\\n]{0,10}(?:不存在|已满|已滿|无效|無效)',
    '(?:配信|送信|配送|配達|送達|お届け|届ける|届け)[^。\\n]{0,20}(?:でき(?:ません|ない|なかった)|不能|失敗|されません|られません|ことができ)|届きませんでした|宛先[^。\\n]{0,15}(?:不明|見つかり|存在)|(?:ユーザ|メールアドレス|アドレス|受信者)[^。\\n]{0,20}(?:見つかり|存在しま|不明)|エラーメール|受信拒否|メールボックス[^。\\n]{0,20}(?:いっぱい|容量)',
    '(?:배달|전송|전달|발송|배송)[^.\\n]{0,12}(?:되지|할 수 없|하지 못|못했|실패|불가|않았)|반송|수신자[^.\\n]{0,15}(?:없|찾을 수)|존재하지 않',
    'không (?:thể|được)[^.\\n]{0,30}|khong (?:the|duoc) (?:gui|phat|chuyen)|تعذر|فشل',
  ].join('|'),
  'u',
);

const DELAY = new RegExp(
  [
    "(?:has|have|is|was|could) ?(?:n't|not) (?:yet )?(?:been |be )?(?:delivered|sent) (?:yet|so far|for (?:the )?(?:past|last))|not yet been delivered|not yet (?:been )?(?:delivered|complete)|(?:has|have) been delayed|(?:is|was|been|delivery|message|mail|being)[^.\\n]{0,25} (?:delayed|deferred)|delayed (?:mail|delivery|message)|^delayed|delivery delay|delay (?:notice|notification|in delivery|report)",
    '(?:still|will|continue\\S{0,4}|keep|server)[^.\\n]{0,25} (?:to )?(?:try|trying|retry|attempt|be retried|be attempted)|will (?:be )?(?:retr(?:y|ied)|continue)|(?:will|shall) be (?:tried|retried|attempted) again|delivery attempts will continue|(?:no action|need) (?:is )?(?:required|not)? ?(?:on your part|to resend)|do(?:es)? not need to (?:be )?res(?:end|ent)|warning message only|warning only|could not send message for past|delivery temporarily suspended',
    'задерж(?:ка|ана|ано|ивается)|(?:попыт\\S{1,3}|доставк\\S)[^.\\n]{0,40}(?:продолж|повтор)|еще не (?:было |был )?доставлен|пока не (?:удалось|доставлен)|попробуем|затримк|ще не (?:було )?доставлен',
    'verzoger|weiterhin versuch|noch nicht zugestellt|erneut versuch|wird(?: es)? weiter|(?:retard|differe|differee)|nouvelle tentative|continuera|(?:retrasad|demorad|retras|demora|se seguira)|(?:atrasad|atras|adiad|continuara|tentar)|(?:ritard|ritent|continuera)|(?:opozni|ponowi)|vertraag|vertrag|fors(?:o|ö)k(?:er|a) igen|forsink|viivasty|viive|zpozd|odlozen|gecik|καθυστέρ',
    '延迟|延遲|延误|遅延|遅れて|再送|再試行|지연|다시 시도|再次尝试|继续尝试|繼續嘗試',
  ].join('|'),
  'u',
);

/** Said of a mail that was tried long enough. */
const END_OF_TRYING =
  /giv(?:e|en|ing) up|gave up|not going to try|no(?:t| further| more)[^.\n]{0,25}(?:attempt|retr)|(?:could|can)(?:n't| not) be delivered (?:for|in|after)|will be deleted|being returned|returned to sender|retry time(?:out)? exceeded|(?:message|delivery) (?:has )?expired|permanent|has failed|have failed|failed permanently|fatal|прекращ|истек|возвращен|больше не|aufgegeben|abgebrochen|abandonn|cancelad/;

const SUCCESS =
  /successfully (?:been )?(?:delivered|relayed|sent)|(?:was|been|were) (?:successfully )?(?:delivered to|relayed to)|delivery to the following recipients? was successful|delivered to the following|(?:your message|the mail)[^.\n]{0,60} (?:was|has been) (?:successfully )?delivered|^(?:delivered|relayed|expanded):|успешно доставлен|доставлено:|erfolgreich zugestellt|zugestellt:|a ete remis|se ha entregado|e stato recapitato|已送达|配信されました/;
