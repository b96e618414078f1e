/**
 * What people and programs write under a letter, a line for each language. To teach a language: add its lines.
 *
 * Words are compared without regard to case and without the comma, full stop or exclamation mark behind them.
 */

import { listed } from '../word-lists.js';

/** Takes leave and says nothing else. */
export const CLOSINGS: readonly string[] = listed(
  'best regards | regards | kind regards | kindest regards | warm regards | warmest regards | with best regards | with kind regards | many regards | rgds | best rgds | brgds | br | b.r. | kr | best | all the best | best wishes | with best wishes | warm wishes | sincerely | sincerely yours | yours sincerely | yours faithfully | faithfully yours | yours truly | very truly yours | yours | respectfully | respectfully yours | cordially | cheers | warmly | best regards from',
  'с уважением | с уважением и наилучшими пожеланиями | с наилучшими пожеланиями | всего наилучшего | с глубоким уважением | с искренним уважением | искренне ваш | искренне ваша | с приветом | с пожеланием всего наилучшего | с наилучшими | ваш | ваша | с теплом | с любовью | с почтением | с ув | с ув. | с дружеским приветом',
  'з повагою | з найкращими побажаннями | щиро ваш | щиро ваша | усього найкращого | всього найкращого | всього доброго | з пошаною | з павагай | з найлепшымі пажаданнямі',
  'mit freundlichen grüßen | mit freundlichen grüssen | mit freundlichen gruessen | mit freundlichem gruß | mit freundlichem gruss | freundliche grüße | freundliche grüsse | freundlicher gruß | freundlichen gruß | viele grüße | viele gruesse | viele grüsse | vielen gruß | liebe grüße | liebe grüsse | lieben gruß | beste grüße | beste grüsse | besten gruß | herzliche grüße | herzliche grüsse | mit besten grüßen | mit besten grüssen | mit herzlichen grüßen | schöne grüße | schönen gruß | hochachtungsvoll | mfg | lg | vg | bg | gruß | grüße | gruss | grüsse | mit bestem gruß | mit lieben grüßen | freundlich grüßt | es grüßt | es grüßt sie',
  "cordialement | bien cordialement | très cordialement | sincères salutations | meilleures salutations | salutations distinguées | mes salutations | salutations | bien à vous | bien à toi | amicalement | cdlt | cdt | respectueusement | avec mes meilleures salutations | sincèrement | je vous prie d'agréer mes salutations distinguées | bises | amitiés | veuillez agréer mes salutations",
  'saludos | un saludo | saludos cordiales | un cordial saludo | cordiales saludos | atentamente | muy atentamente | le saluda atentamente | cordialmente | un abrazo | abrazos | saludos atentos | atte | reciba un cordial saludo | salutacions | cordialment | atentament',
  'cordiali saluti | distinti saluti | saluti | un saluto | cordialmente | un cordiale saluto | con i migliori saluti | i miei migliori saluti | tanti saluti | in fede | migliori saluti',
  'atenciosamente | att | atenciosamente e obrigado | cumprimentos | com os melhores cumprimentos | melhores cumprimentos | os melhores cumprimentos | com os meus cumprimentos | cordialmente | abraços | um abraço | saudações | respeitosamente | cordiais saudações',
  'met vriendelijke groet | met vriendelijke groeten | vriendelijke groet | vriendelijke groeten | hartelijke groet | hartelijke groeten | groeten | groet | groetjes | hoogachtend | mvg | met hartelijke groet | met groet | gr',
  'pozdrawiam | z poważaniem | pozdrowienia | z wyrazami szacunku | serdecznie pozdrawiam | pozdrawiam serdecznie | z pozdrowieniami | łączę pozdrowienia | łączę wyrazy szacunku | pozdr | z szacunkiem',
  'med vänlig hälsning | med vänliga hälsningar | vänliga hälsningar | vänlig hälsning | hälsningar | hälsning | mvh | bästa hälsningar | varma hälsningar',
  'med venlig hilsen | venlig hilsen | med venlige hilsner | venlige hilsner | mange hilsner | hilsen | bedste hilsner | de bedste hilsner | kærlig hilsen | vh | mvh | kh',
  'med vennlig hilsen | vennlig hilsen | med vennlige hilsener | beste hilsen | mvh | hilsen',
  'ystävällisin terveisin | terveisin | parhain terveisin | ystävällisesti | terveiset | t. | yst. terv | kunnioittavasti | terv',
  's pozdravem | s pozdravom | s přátelským pozdravem | s úctou | zdravím | s priateľským pozdravom',
  'saygılarımla | saygılarımızla | sevgiler | selamlar | en iyi dileklerimle | saygılar',
  'με εκτίμηση | φιλικά | χαιρετισμούς | με φιλικούς χαιρετισμούς | με τιμή | φιλικούς χαιρετισμούς | με σεβασμό',
  'üdvözlettel | tisztelettel | üdv | köszönettel és üdvözlettel | barátsággal | szívélyes üdvözlettel',
  'cu stimă | cu respect | cu drag | cu stimă și respect | cu considerație',
  'с уважение | поздрави | с поздрав | сърдечни поздрави | с поштовањем | срдачан поздрав | поздрав',
  's poštovanjem | srdačan pozdrav | lijep pozdrav | pozdrav | lep pozdrav | lp | s spoštovanjem',
  'lugupidamisega | parimate soovidega | tervitades | ar cieņu | pagarbiai | linkėjimai | kveðja | bestu kveðjur | með kveðju',
  'trân trọng | thân mến | kính thư | trân trọng kính chào | thân ái | hormat saya | salam | hormat kami | salam hangat | terima kasih dan salam | yang benar | salam hormat',
  'בברכה | בכבוד רב | כל טוב | מצפה לתשובתך | تحياتي | مع التحية | مع خالص التحية | مع أطيب التحيات | وتفضلوا بقبول فائق الاحترام | أطيب التحيات | با احترام | با تشکر',
  'ขอแสดงความนับถือ | ด้วยความเคารพ | सादर | धन्यवाद सहित',
  '此致 | 敬礼 | 此致敬礼 | 祝好 | 顺祝商祺 | 祝商祺 | 谨上 | 敬上 | 此致 敬禮 | 敬禮 | 顺颂商祺',
  '敬具 | 以上 | よろしくお願いいたします | 宜しくお願い致します | よろしくお願いします | よろしくお願い致します | 何卒よろしくお願い申し上げます | 以上、よろしくお願いいたします | 宜しくお願いいたします | どうぞよろしくお願いいたします',
  '감사합니다 드림 | 드림 | 올림',
);

/** Wishes: they close a letter above a name, as thanks do. */
export const WISHES: readonly string[] = listed(
  'have a nice day | have a great day | have a good day | have a nice weekend | take care | looking forward to hearing from you | хорошего дня | хорошего вечера | доброго дня вам | удачного дня',
  'до свидания | до встречи | всех благ | всего доброго | всего хорошего | гарного дня | на все добре | schönen tag noch | bonne journée | bonne soirée',
  'bonne réception | belle journée | à bientôt | que tenga un buen día | buen día | buona giornata | buona serata | a presto | tenha um bom dia | até logo',
  'um bom dia | fijne dag | miłego dnia | ha en bra dag | allt gott | hav en god dag | ha en fin dag | hyvää päivänjatkoa | hezký den | pěkný den',
  'děkuji a přeji hezký den | pekný deň | přeji hezký den | iyi günler | iyi günler dilerim | kolay gelsin | iyi çalışmalar | καλή σας ημέρα | szép napot | o zi bună',
  'o zi frumoasă | toate cele bune | приятен ден | ugodan dan | greetings | 수고하세요 | 안녕히 계세요 | 祝您工作愉快 | 祝工作顺利',
);

/** Thanks: it closes a letter above a name, and is what the author says where no name follows. */
export const THANKS: readonly string[] = listed(
  'thanks | thank you | many thanks | thanks a lot | thanks in advance | thank you in advance | thanks again | thank you again | thanks so much | thank you so much | thank you very much | thx | tnx | ty | thanks and regards | thanks & regards | thanks and best regards | thank you and best regards | thank you and regards | thanks, regards | thank you for your help | thanks for your help | thanks for your time | thank you for your time | with thanks | much appreciated | appreciate it | thanks much | thank you and kind regards',
  'спасибо | спасибо заранее | заранее спасибо | большое спасибо | спасибо большое | благодарю | заранее благодарю | заранее благодарен | заранее благодарна | с благодарностью | благодарю за помощь | спасибо за помощь | спасибо и с уважением | спс',
  'дякую | щиро дякую | дуже дякую | заздалегідь дякую | наперед дякую | з вдячністю | дзякуй',
  'danke | vielen dank | danke schön | dankeschön | besten dank | herzlichen dank | danke im voraus | vielen dank im voraus | vielen dank und viele grüße | danke und gruß | vielen dank und freundliche grüße | danke und viele grüße',
  "merci | merci beaucoup | merci d'avance | merci par avance | merci et bonne journée | avec mes remerciements | merci bien | merci d'avance et bonne journée",
  'gracias | muchas gracias | gracias de antemano | muchas gracias de antemano | mil gracias | gracias y saludos | muchas gracias y saludos | gràcies | moltes gràcies',
  'grazie | grazie mille | molte grazie | grazie in anticipo | grazie anticipatamente | grazie e saluti | grazie e buona giornata | ringrazio anticipatamente',
  'obrigado | obrigada | muito obrigado | muito obrigada | obrigado desde já | desde já agradeço | grato | grata | obrigado e cumprimentos | agradeço desde já',
  'bedankt | dank u | dank je | dank u wel | dankjewel | alvast bedankt | hartelijk dank | bij voorbaat dank | heel erg bedankt',
  'dziękuję | dziękuję bardzo | bardzo dziękuję | z góry dziękuję | dzięki | dziękuję i pozdrawiam | z góry dziękuję i pozdrawiam',
  'tack | tack på förhand | tack så mycket | tusen tack | tak | mange tak | på forhånd tak | takk | mange takk | på forhånd takk | kiitos | kiitos etukäteen | kiitoksia | kiitos ja terveisin',
  'děkuji | děkuji předem | předem děkuji | díky | děkuji moc | mockrát děkuji | ďakujem | vopred ďakujem | děkuji a zdravím',
  'teşekkürler | teşekkür ederim | çok teşekkürler | şimdiden teşekkürler | ευχαριστώ | ευχαριστώ πολύ | ευχαριστώ εκ των προτέρων | σας ευχαριστώ',
  'köszönöm | köszönöm szépen | előre is köszönöm | köszönettel | köszi | mulțumesc | mulţumesc | multumesc | mulțumesc anticipat | vă mulțumesc | благодаря | благодаря предварително | хвала | hvala | hvala lijepa | hvala unaprijed | unaprijed hvala',
  'aitäh | tänan | ette tänades | paldies | ačiū | dėkoju | iš anksto dėkoju | takk fyrir',
  'cảm ơn | cám ơn | xin cảm ơn | cảm ơn nhiều | terima kasih | terima kasih banyak | makasih | תודה | תודה רבה | תודה מראש | شكرا | شكراً | شكرا جزيلا | شكرًا | ممنون | ขอบคุณ | ขอบคุณครับ | ขอบคุณค่ะ',
  '谢谢 | 謝謝 | 多谢 | 感谢 | 非常感谢 | 谢谢您 | ありがとうございます | ありがとうございました | 감사합니다 | 고맙습니다',
);

/**
 * `Sent from my iPhone` and its like: how the line begins, up to the device or the program.
 * What follows must be short: `Sent from my desk, which is much easier than the phone` is a sentence.
 */
export const SENT_FROM: readonly string[] = listed(
  'sent from my | sent from a | sent from an | sent from the | sent from | sent via | sent using | sent with | sent by | sent on the go | sent through | get outlook for | download outlook for | composed on | written on my | typed on my | sent while mobile | sent wirelessly | connected by | delivered by | powered by | from my iphone | from my android',
  'отправлено с | отправлено со | отправлено из | отправлено при помощи | отправлено с помощью | отправлено через | отправлено от | отправлена с | отправлена из | послано с | послано из | написано с | отправлено на | скачать outlook для | получить outlook для | получите outlook для | получите приложение outlook для | загрузить outlook для | отослано с | письмо отправлено с | письмо отправлено из | сообщение отправлено с | с моего iphone | с моего ipad | сообщение отправлено из',
  'надіслано з | надіслано із | надіслано через | відправлено з | відправлено із | відправлено через | надіслано за допомогою | отримати outlook для | отримайте outlook для | завантажити outlook для | адпраўлена з | дасланае з | изпратено от | изпратено с | изтегляне на outlook за | послато са',
  'von meinem | von meiner | gesendet von | gesendet mit | gesendet über | gesendet aus | von unterwegs | outlook für | holen sie sich outlook für | laden sie outlook für | diese nachricht wurde von | verschickt mit | versendet mit | mit der mobilen mail app',
  "envoyé de mon | envoyé de ma | envoyé depuis | envoyé à partir | envoyé avec | envoyé par | envoyé de | obtenez outlook pour | télécharger outlook pour | télécharger l'application outlook | obtenir outlook pour | provenance",
  'enviado desde mi | enviado desde | enviado con | enviado mediante | enviado a través | obtener outlook para | obtén outlook para | descargar outlook para | enviado por | enviat des',
  'inviato da | inviato dal | inviato con | inviato tramite | inviata da | ottieni outlook per | scarica outlook per',
  'enviado do meu | enviado a partir | enviado pelo | enviado via | enviado do | enviada do | enviado de | obter o outlook para | obtenha o outlook para | baixe o outlook | enviado com',
  'verzonden vanaf | verzonden met | verstuurd vanaf | verstuurd met | verzonden via | verstuurd via | outlook voor | outlook downloaden voor | download outlook voor | verzonden van',
  'wysłano z | wysłane z | wysłano za pomocą | wysłane przez | wysłane za pomocą | pobierz outlook dla | uzyskaj outlook dla | uzyskaj aplikację outlook | wiadomość wysłana z | wysłano przez',
  'skickat från | skickat med | skickades från | hämta outlook för | sendt fra | sendt via | sendt med | hent outlook til | hent outlook for | få outlook for | lähetetty | hanki outlook | sænt úr',
  'odesláno z | odesláno ze | odesláno pomocí | odeslané z | odoslané z | odoslané zo | získat outlook pro | stáhnout outlook pro | získajte outlook',
  "iphone'umdan gönderildi | outlook'u edinin | ios için outlook | android için outlook | windows için posta",
  'στάλθηκε από | εστάλη από | αποκτήστε το outlook | λήψη του outlook | küldve | elküldve | az outlook beszerzése | trimis de pe | trimis din | trimis cu | descărcați outlook | obțineți outlook',
  'poslano s | poslano z | poslato sa | poslano iz | saadetud minu | nosūtīts no | išsiųsta iš',
  'được gửi từ | gửi từ | đã gửi từ | tải outlook | dikirim dari | dikirim dengan | dapatkan outlook | נשלח מה | נשלח מ | קבל את outlook | הורד את outlook | أرسلت من | أُرسلت من | مرسل من | احصل على outlook | تم الإرسال من | ส่งจาก | دریافت outlook | ارسال شده از',
  '发自我的 | 发自 | 從我的 | 從 | 获取 | 來自 | 发送自 | 由我的 | 寄自 | 傳送自 | 下載 | 下载 | 来自',
  'から送信 | iphoneから送信 | を入手 | 나의 iphone에서 보냄 | 내 iphone에서 보냄 | 에서 보냄 | outlook 다운로드 | 보낸 사람 iphone | samsung 모바일에서 보냄 | 에서 보낸 메일 | 에서 발송',
);

/** Ends of the same line, where the device comes first. */
export const SENT_FROM_ENDS: readonly string[] = listed(
  'gesendet | geschickt | gesendet mit der | verschickt | versendet | von meinem iphone gesendet', // German
  'gönderildi | gönderilmiştir | edinin | indirin', // Turkish
  'から送信 | からの送信 | で送信 | を入手 | 发送 | 發送 | 傳送 | 寄出 | 에서 보냄 | 보냄 | 에서 보냈습니다 | 전송됨 | 다운로드',
  'küldve | elküldve | lähetetty', // Hungarian, Finnish
  'terug', // Dutch
);

/** Devices and mail programs: what `Sent from ...` names. A line of the kind names one, or is five words long at most. */
export const DEVICES: readonly string[] = listed(
  'iphone | ipad | ipod | ipad mini | imac | macbook | apple watch | айфон | айфона | айпад | ios | android | андроид | андроида | смартфон | смартфона | смартфону | телефон | телефона | телефону | планшет | планшета | планшету | мобильного | мобильной | мобільного | мобільної | мобильная',
  'blackberry | samsung | galaxy | huawei | honor | xiaomi | redmi | mi phone | nokia | lumia | htc | sony | xperia | pixel | oneplus | oppo | vivo | realme | motorola | moto | lg | zte | asus | meizu | smartphone | mobile | mobil | mobiltelefon | handy | phone | mobiele | telefoon | téléphone | portable | teléfono | móvil | movil | celular | cellulare | telemóvel | telefone | telefonu | puhelimesta | puhelimestani | telefon | tablet | tablette | handset | treo | palm | wireless | device | desktop',
  'outlook | gmail | yahoo | mail.ru | mail | почта | почты | пошта | пошти | яндекс | яндекс.почты | яндекс.почта | яндекса | yandex | yandex.mail | rambler | рамблер | proton | protonmail | tutanota | tuta | spark | airmail | mailbird | thunderbird | hotmail | aol | zoho | superhuman | hey | front | missive | polymail | newton | edison | mymail | bluemail | blue | k-9 | k9 | fairemail | windows | windows phone | mac | webmail | gmx | web.de | freenet | t-online | verizon | at&t | t-mobile | vodafone | orange | free | sfr | mailspring | postbox | canary | emclient | em client | the bat | nine | aqua mail | aquamail | mailtime | boxer | wps | 163 | qq邮箱 | 网易 | 网易邮箱 | 邮箱 | 手机 | 我的手机 | スマートフォン | 携帯 | アプリ | 모바일 | 네이버 | 삼성 | приложения | приложение | застосунку | додатку | app | mailapp | sms | iphonesta | ipadista | samsungista | androidista | iphonest | iphonom | iphonu | iphonie | ajfona | apple mail | mobile app',
);

/** Legal and environmental notices, advertisements of virus scanners, and footers of lists: any paragraph that has one. */
export const NOTICES: readonly string[] = listed(
  'confidentiality notice | confidentiality statement | this e-mail and any attachments | this email and any attachments | this message and any attachments | this e-mail and any files | this email and any files | this e-mail is confidential | this email is confidential | this message is confidential | this email may contain confidential | this e-mail may contain confidential | this message may contain confidential | this message contains confidential | this email contains confidential | this e-mail contains confidential | the information contained in this | the information in this e-mail | the information in this email | the information transmitted | the contents of this e-mail | the contents of this email | the content of this email | intended solely for | intended only for the | if you are not the intended recipient | if you have received this email in error | if you have received this e-mail in error | if you received this message in error | if you have received this message in error | legally privileged | this communication is intended | this communication may contain | this transmission may contain | disclaimer: | before printing this | consider the environment before printing | think before you print | please consider the environment | save a tree',
  'конфиденциальной информац | конфиденциальную информац | является конфиденциальн | носит конфиденциальный | являются конфиденциальн | строго конфиденциальн | уведомление о конфиденциальности | данное сообщение и любые | это сообщение и любые | настоящее сообщение и любые | данное электронное сообщение | настоящее электронное сообщение | это электронное сообщение | это электронное письмо и | данное письмо и | предназначено исключительно для | предназначено только для | предназначена исключительно для | предназначены исключительно для | не являетесь адресатом | не являетесь получателем | получили это сообщение по ошибке | получили данное сообщение по ошибке | получили это письмо по ошибке | прежде чем распечатать | подумайте об окружающей среде | подумайте о природе | перед тем как распечатать | прежде, чем распечатать | берегите природу',
  'конфіденційну інформац | є конфіденційн | це повідомлення та будь-які | призначене виключно для | отримали це повідомлення помилково | не є адресатом | перш ніж друкувати | поверителна информация',
  'diese e-mail enthält vertrauliche | diese e-mail kann vertrauliche | diese nachricht enthält vertrauliche | diese e-mail und ihre anh | diese e-mail ist vertraulich | der inhalt dieser e-mail | vertraulichkeitshinweis | nicht der richtige adressat | nicht der beabsichtigte empfänger | diese e-mail irrtümlich erhalten | bitte denken sie an die umwelt | bitte prüfen sie, ob diese | vor dem ausdrucken | die information in dieser',
  "ce message et toutes les pièces jointes | ce message et ses pièces jointes | ce message est confidentiel | ce message et les pièces jointes | ce courriel et | avis de confidentialité | à l'attention exclusive | usage exclusif du | si vous avez reçu ce message par erreur | si vous n'êtes pas le destinataire | avant d'imprimer | pensez à l'environnement | pensez a l'environnement",
  'este mensaje y sus archivos | este correo electrónico y | este mensaje es confidencial | este mensaje puede contener información confidencial | este mensaje contiene información confidencial | aviso de confidencialidad | aviso legal | si ha recibido este mensaje por error | si usted no es el destinatario | antes de imprimir | información confidencial | protección de datos',
  'questo messaggio e gli allegati | le informazioni contenute in | questo messaggio è | questa e-mail contiene | avviso di riservatezza | se avete ricevuto questo messaggio per errore | se ha ricevuto questo messaggio per errore | prima di stampare | ai sensi del d.lgs | ai sensi del regolamento',
  'esta mensagem e seus anexos | esta mensagem pode conter | esta mensagem contém informação | esta mensagem, incluindo | este e-mail e seus anexos | este e-mail pode conter | aviso de confidencialidade | se recebeu esta mensagem por engano | caso tenha recebido | antes de imprimir',
  'dit bericht is vertrouwelijk | dit e-mailbericht | deze e-mail is uitsluitend | de informatie in deze e-mail | de informatie verzonden met | dit bericht en | indien u niet de geadresseerde | denk aan het milieu | treść tej wiadomości | niniejsza wiadomość | ta wiadomość jest poufna | wiadomość ta | informacje zawarte w tej | zanim wydrukujesz | pomyśl o środowisku | jeśli nie są państwo adresatem',
  'detta meddelande är | detta e-postmeddelande | denne e-mail | denne e-post | denne meddelelse er | tämä viesti on | tämä sähköposti | tento e-mail | tato zpráva je | táto správa | obsah této zprávy | bu e-posta | bu mesaj ve ekleri | bu elektronik posta | το παρόν μήνυμα | αυτό το μήνυμα | ez az e-mail | az üzenet és | acest mesaj | acest e-mail | ova poruka | ово писмо',
  'virus-free | без вирусов | проверено на вирусы | проверено антивирусом | отсутствие вирусов | перевірено на віруси | вірусів немає | virenfrei | auf viren geprüft | auf viren überprüft | garanti sans virus | sans virus | absence de virus | libre de virus | libre de virus. | senza virus | privo di virus | livre de vírus | sem vírus | virusvrij | gecontroleerd op virussen | wolny od wirusów | bez wirusów | virusfri | viry neobsahuje | bez virů | virüs bulunmuyor | vírusmentes | scanned for viruses | checked for viruses | scanned by | ウイルス フリー | 没有病毒 | 不含病毒 | www.avast.com | www.avg.com | avast.ru | kaspersky.ru | drweb',
  'mailing list | you received this message because you are subscribed | to unsubscribe from this | отписаться от рассылки | вы получили это сообщение, поскольку | вы получили это сообщение, потому что | to unsubscribe, | list-unsubscribe | to stop receiving emails | view this email in your browser',
  '本邮件及其附件 | 本郵件及其附件 | 此邮件及其附件 | 此電子郵件及其附件 | 本电子邮件及其 | 本メールおよび添付 | 本メールには機密 | 本メールは機密 | このメールは機密 | このメールには機密 | 본 메일에 포함된 | 본 이메일은 기밀 | 본 메일은 기밀 | 이 메일은 기밀',
);

/** Below a signature they begin something new. */
export const POSTSCRIPTS: readonly string[] = listed(
  'p.s | ps | p.s. | p.p.s | pps | n.b | nb | edit: | update:',
  'з.ы | зы | п.с | пс | p.s. | постскриптум',
  'p.d | posdata | post scriptum | uu',
);
