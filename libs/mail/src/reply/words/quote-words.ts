/**
 * What mail programs write around an earlier mail, a line for each language. To teach a language: add its lines.
 *
 * Words are compared without regard to case; where a language has several programs' versions, all stand in its line.
 */

import { listed } from '../word-lists.js';

/** Before the day, the first words of an introduction: `On 5 Jan 2026 ... wrote:`. */
export const OPENERS: readonly string[] = listed(
  'on | at', // English
  'am | vom', // German
  'le', // French
  'el | el día | con fecha', // Spanish
  'il | il giorno | in data | alle | dal', // Italian
  'em | no dia | a | à(s) | às', // Portuguese
  'op', // Dutch
  'w dniu | dnia', // Polish
  'den | på', // Swedish, Danish, Norwegian
  'dne | dňa', // Czech, Slovak
  'pe | în | in', // Romanian
  'στις | την | στο', // Greek
  'на | в | от', // Bulgarian, Russian
  'у | о', // Ukrainian
  'dana | dne | ned | u', // Croatian, Serbian, Slovene
  'vào | vào lúc | ngày | lúc', // Vietnamese
  'pada | pada tanggal', // Indonesian, Malay
  'în data de',
  'el dia | a les', // Catalan
  'בתאריך | ב', // Hebrew
  'في | بتاريخ', // Arabic
  'در | در تاریخ', // Persian
  'เมื่อ | ใน', // Thai
  '在 | 于 | 於', // Chinese
);

/** `wrote`, as it ends an introduction or stands in it. */
export const WROTE: readonly string[] = listed(
  'wrote | writes | has written | said | sent', // English
  'пишет | писал | писала | писал(а) | написал | написала | написал(а) | написали | сообщает | ответил(а)', // Russian
  'пише | писав | писала | писав(ла) | написав | написала | написав(ла) | написав(-ла) | написав (-ла) | написали', // Ukrainian
  'піша | напісаў | напісала | напісаў(-ла)', // Belarusian
  'schrieb | hat geschrieben | schreibt | folgendes geschrieben', // German
  'a écrit | écrit | a ecrit | écrivait | a repondu', // French
  'escribió | escribio | ha escrito | va escriure | ha escrit', // Spanish, Catalan
  'ha scritto | scrive | scrisse | scritto', // Italian
  'escreveu | escreveu no dia | escribiu | escreve', // Portuguese, Galician
  'schreef | het volgende geschreven | geschreven | schrijft | heeft geschreven', // Dutch
  'napisał | napisała | napisał(a) | pisze | napisali | napisana przez', // Polish
  'skrev | skriver | har skrivit | följande | følgende', // Swedish, Danish, Norwegian
  'kirjoitti | kirjoittaa', // Finnish
  'napsal | napsala | napsal(a) | napísal | napísala | napísal(a) | píše', // Czech, Slovak
  'şunu yazdı | yazdı | şunları yazdı | tarihinde yazdı', // Turkish
  'έγραψε | έγραψαν | γράφει | έγραψε τα εξής', // Greek
  'ezt írta | írta | a következőt írta | ezt írta (időpont', // Hungarian
  'a scris | a scris următoarele', // Romanian
  'написа | написал/а', // Bulgarian
  'je napisao | je napisala | je napisao/la | napisao je | piše | је написао | је написала | je napisal | je napisal/-a', // South Slavic
  'rašė | parašė | rakstīja | kirjutas | skrifaði', // Lithuanian, Latvian, Estonian, Icelandic
  'đã viết | viết', // Vietnamese
  'menulis | tulis', // Indonesian, Malay
  'כתב | כתבה | כתב/ה | כתב:ה', // Hebrew
  'كتب | كتبت | كتب/كتبت | تمت كتابة ما يلي بواسطة | نوشت', // Arabic, Persian
  'เขียนว่า | เขียน | ने लिखा', // Thai, Hindi
  '写道 | 寫道 | 写到 | 编写 | 撰寫 | 写 | 寫', // Chinese
  'のメール | のメッセージ | さんは書きました | が書きました | wrote（以下引用） | は書きました | さんからのメール', // Japanese
  'quoting | zitat von | citando a | citando | quotando | citation de | citat från | citerar | цитирую | cytuję | citace od', // Horde
  '님이 작성 | 작성 | 님이 쓴 글 | 님이 씀 | 님의 말 | 작성함', // Korean
);

/** Before the verb they make a sentence of a person's own: `On Monday he wrote:` */
export const PRONOUNS: readonly string[] = listed(
  'he | she | they | you | i | we | it | who | someone | somebody | colleague | which',
  'он | она | они | вы | ты | я | мы | кто | мне | нам | вам | ему | ей | там | как | що | он мне | він | вона | вони | ви | ми',
  "er | sie | ich | du | wir | ihr | man | mir | uns | il | elle | ils | je | tu | nous | vous | m'",
  'él | ella | me | nos | usted | yo | lui | lei | mi | ci | ele | ela | você | eu | hij | zij | ze | ik | jij | u | wij',
  'ona | pan | pani | ja | han | hon | hun | jag | jeg | de | vi | hän',
);

/** The same behind the verb: `schrieb er`. */
export const PRONOUNS_BEHIND: readonly string[] = listed(
  'he | she | they | он | она | они | він | вона | вони | er | sie | ich | wir | man | hij | zij | ze | han | hon | hun | hän | elle | él | ella',
);

/** Fields of an earlier mail's header, by what they say. */
export const FIELDS = {
  from: listed(
    'from | von | de | da | van | od | från | fra | lähettäjä | kimden | gönderen | από | feladó | de la | mittente | expéditeur | remitente',
    'от | от кого | отправитель | від | від кого | кого | ад | ад каго | отправил | şuradan | odosielateľ | odesílatel | afzender | absender | remetente | nadawca | avsender | afsender | avsändare | pošiljatelj | šalje',
    '发件人 | 寄件者 | 寄件人 | 发送人 | 差出人 | 送信者 | 보낸 사람 | 보낸사람 | từ | người gửi | dari | מאת | من | จาก | از | saatja | nuo | no | desde',
  ),
  date: listed(
    "date | sent | datum | gesendet | gesendet am | envoyé | envoyé le | enviado | enviado el | enviado em | enviada | enviada em | fecha | data | inviato | verzonden | date d'envoi | sent on | date sent",
    'wysłano | wysłane | skickat | sendt | dato | lähetetty | päiväys | päivämäärä | pvm | odesláno | odoslané | dátum | gönderildi | gönderilme tarihi | tarih | ημερομηνία | στάλθηκε | elküldve | küldve | trimis | dată | data trimiterii | poslano | poslato | saadetud | kuupäev | išsiųsta | nosūtīts',
    'отправлено | дата | дата отправки | надіслано | дата надсилання | відправлено | изпратено | адпраўлена | послато',
    '发送时间 | 日期 | 时间 | 傳送時間 | 寄件日期 | 送信日時 | 日時 | 日付 | 보낸 날짜 | 날짜 | 보낸날짜 | đã gửi | ngày | date de | tanggal | dikirim | terkirim | נשלח | תאריך | تم الإرسال | التاريخ | تاريخ الإرسال | ส่ง | วันที่ | تاریخ',
  ),
  to: listed(
    'to | an | à | a | para | aan | naar | do | till | til | vastaanottaja | kime | alıcı | προς | címzett | către | catre | komu | pro | empfänger | destinataire | destinatario | destinatário | adresat | za | prima | saaja | kam | kellele | per',
    'кому | до | получатель | одержувач | до кого | каму',
    '收件人 | 收件者 | 宛先 | 받는 사람 | 받는사람 | 받음 | đến | tới | kepada | ke | אל | إلى | ถึง | به',
  ),
  cc: listed(
    'cc | kopie | copie | copia | cópia | dw | do wiadomości | kopia | kopi | kopio | bilgi | κοιν | κοινοποίηση | másolat | másolatot kap | bcc | cópia para | copie à | kópia',
    'копия | копія | копие | скрытая копия | 抄送 | 副本 | 참조 | סותק | עותק | نسخة | cci | สำเนา',
  ),
  subject: listed(
    'subject | betreff | objet | asunto | oggetto | assunto | onderwerp | temat | ämne | emne | aihe | předmět | predmet | konu | θέμα | tárgy | subiect | assumpte | zadeva | naslov | teema | tema | efni | sujet',
    'тема | предмет | относно | тэма | 主题 | 主旨 | 主題 | 件名 | 제목 | chủ đề | tiêu đề | subjek | perihal | נושא | الموضوع | เรื่อง | موضوع',
  ),
  other: listed(
    'reply-to | reply to | attachments | anlagen | importance | priority | wichtigkeit | priorität | pièces jointes | message-id | organization | antwort an | répondre à | responder a | importancia | odpowiedź-do | sensitivity | on behalf of | mailed-by | signed-by | x-mailer',
    'важность | вложения | приоритет | вкладення | важливість | ответить | 附件 | 重要性 | 添付ファイル | 첨부',
  ),
} satisfies Record<string, readonly string[]>;

/** Between two ruled lines, above an earlier mail that is answered. */
export const ORIGINAL: readonly string[] = listed(
  'original message | original email | original e-mail | original mail | original | original appointment | reply message | orig message | reply separator | previous message | in reply to | message history | original text | message from sender',
  'исходное сообщение | первоначальное сообщение | оригинальное сообщение | оригинал сообщения | исходное письмо | оригинал письма | исходный текст | предыдущее сообщение | вихідне повідомлення | початкове повідомлення | оригінальне повідомлення | первинне повідомлення | оригинално съобщение | зыходнае паведамленне',
  "ursprüngliche nachricht | originalnachricht | original-nachricht | originaltermin | ursprüngliche mail | message d'origine | message original | message initial | e-mail d'origine | courriel original | message d’origine",
  'mensaje original | correo original | messaggio originale | messaggio originario | mensagem original | mensagem de origem | oorspronkelijk bericht | origineel bericht | oorspronkelijke bericht',
  'wiadomość oryginalna | oryginalna wiadomość | wiadomość pierwotna | treść oryginalna | ursprungligt meddelande | originalmeddelande | oprindelig meddelelse | original meddelelse | oprindelig besked | opprinnelig melding | original melding | alkuperäinen viesti',
  'původní zpráva | původní e-mail | pôvodná správa | özgün ileti | orijinal mesaj | orijinal ileti | özgün mesaj | αρχικό μήνυμα | πρωτότυπο μήνυμα | eredeti üzenet | mesajul original | mesaj original | mesajul inițial | izvorna poruka | originalna poruka | izvirno sporočilo | missatge original',
  '原始邮件 | 原始郵件 | 原邮件 | 原始邮件信息 | 元のメッセージ | 元のメール | 原文 | 원본 메시지 | 원본 메일 | 원본메시지 | 원본 이메일 | thư gốc | tin nhắn gốc | thư ban đầu | pesan asli | pesan asal | הודעה מקורית | ההודעה המקורית | الرسالة الأصلية | رسالة أصلية | ข้อความต้นฉบับ | پیام اصلی',
);

/** The same above an earlier mail that is handed on: what follows is what the author wants to show. */
export const FORWARDED: readonly string[] = listed(
  'forwarded message | begin forwarded message | forwarded by | forwarded email | forwarded mail | forward message | start of forwarded message | forwarded from | fwd | forwarding messages | forwarded letter',
  'пересылаемое сообщение | пересланное сообщение | начало переадресованного сообщения | начало пересылаемого сообщения | начато пересылаемое сообщение | перенаправленное сообщение | пересылаемое письмо | пересланное письмо | переадресованное сообщение | переслано | начало пересланного сообщения',
  'переслане повідомлення | пересилається повідомлення | пересланий лист | початок пересланого повідомлення | перенаправлене повідомлення | препратено съобщение | пераадрасаванае паведамленне | прослеђена порука',
  'weitergeleitete nachricht | anfang der weitergeleiteten nachricht | anfang der weitergeleiteten e-mail | weitergeleitete mail | weitergeleitete e-mail | message transféré | début du message transféré | début du message réexpédié | message transmis | message transfere | courriel transféré',
  'mensaje reenviado | inicio del mensaje reenviado | comienzo del mensaje reenviado | correo reenviado | messaggio inoltrato | inizio messaggio inoltrato | messaggio inoltrato da | mensagem encaminhada | mensagem reencaminhada | início da mensagem encaminhada | início da mensagem reencaminhada | missatge reenviat',
  'doorgestuurd bericht | begin doorgestuurd bericht | doorgestuurde e-mail | wiadomość przekazana | przekazana wiadomość | początek przekazywanej wiadomości | treść przekazanej wiadomości | wiadomość przekazywana | początek wiadomości przekazanej dalej | dalsze przekazanie',
  'vidarebefordrat meddelande | vidarebefordrat mejl | vidarebefordrat brev | vidarebefordrat e-postmeddelande | videresendt meddelelse | start på videresendt besked | videresendt besked | videresendt melding | videresendt e-post | begynnelse på videresendt melding | videresendt e-mail | välitetty viesti | edelleenlähetetty viesti | välitetty viesti alkaa | edelleenlähetys',
  'přeposlaná zpráva | předaná zpráva | začátek přeposílané zprávy | preposlaná správa | iletilen mesaj | yönlendirilen ileti | yönlendirilen mesaj | iletilmiş mesaj başlangıcı | iletilen ileti | προωθημένο μήνυμα | έναρξη προωθημένου μηνύματος | προωθούμενο μήνυμα',
  'továbbított üzenet | továbbított levél | továbbított levél kezdete | mesaj redirecționat | mesaj redirecţionat | mesaj transmis mai departe | începutul mesajului redirecționat | proslijeđena poruka | prosleđena poruka | posredovano sporočilo | edastatud kiri | pārsūtīts ziņojums | persiųstas laiškas',
  '转发的邮件 | 转发邮件 | 转发邮件信息 | 轉寄的郵件 | 轉寄郵件 | 已转发邮件 | 以下是转发的邮件 | 開始轉寄郵件 | 開始轉寄訊息 | 开始转发的邮件 | 转发的信息 | 転送メッセージ | 転送されたメッセージ | 転送メール | 転送 | 전달된 메시지 | 전달된 메일 | 전달한 메일 | 전달된 이메일 | 아래는 전달한 메시지',
  'thư đã chuyển tiếp | tin nhắn được chuyển tiếp | thư chuyển tiếp | pesan terusan | pesan yang diteruskan | mesej dimajukan | הודעה שהועברה | הודעה מועברת | התחלת ההודעה שהועברה | رسالة معاد توجيهها | رسالة محوّلة | بدء الرسالة المعاد توجيهها | ข้อความที่ส่งต่อ | پیام بازارسال‌شده | پیام ارسال شده',
);

/** Closes a forwarded mail (Yandex): nothing of it, and not the start of one. */
export const END_OF_FORWARDED: readonly string[] = listed(
  'end of forwarded message | end forwarded message | end of message | конец пересылаемого сообщения | завершение пересылаемого сообщения | конец переадресованного сообщения | кінець пересланого повідомлення | ende der weitergeleiteten nachricht | fin du message transféré | fin del mensaje reenviado | fine messaggio inoltrato',
);

/** Prefixes of a forwarded mail's subject. */
export const FORWARD_PREFIXES: readonly string[] = listed(
  'fw | fwd | fwd fwd | пер | пересл | пересылка | вс | прс | wg | weitergeleitet | tr | rv | i | inoltro | enc | pd | vb | vl | ilt | i̇lt | πρθ | tov | továbbítás | doorst | přepos | 转发 | 转寄 | 轉寄 | 轉發 | 転送 | 전달 | הועבר',
);

/** A line that a help desk asks to write above: everything from it on is history. */
export const REPLY_ABOVE: readonly string[] = listed(
  'reply above this line | type your reply above | write your reply above | reply above the line | reply above this | please reply above | respond above this line | do not edit below this line | add your reply above | enter your reply above | to reply, write above',
  'введите ответ выше | пишите ответ выше | напишите ответ выше | ответ пишите выше | ваш ответ выше этой | введите свой ответ выше | ответьте выше этой | ответ выше этой линии | пишіть відповідь вище | напишіть відповідь вище | введіть відповідь вище | не удаляйте эту строку',
  'antworten sie oberhalb dieser | antwort oberhalb dieser | geben sie ihre antwort über | bitte oberhalb dieser zeile | répondre au-dessus de cette ligne | réponse au-dessus de cette ligne | écrivez votre réponse au-dessus | responda por encima de esta | escriba su respuesta por encima | escribe tu respuesta por encima | rispondi sopra questa | responda acima desta | digite sua resposta acima | antwoord boven deze | typ uw antwoord boven | odpowiedz powyżej tej | svara ovanför denna | 请在此行上方回复 | この行より上 | 이 줄 위에',
);
