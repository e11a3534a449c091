"""The faults that every market refuses cards for; staff add their own."""

from django.db import migrations

FAULTS = [
    (
        "photo-quality",
        {"en": "Photos are poor", "ru": "Плохие фотографии", "uz": "Suratlar sifatsiz"},
        {
            "en": "The photos are small, blurred or dark. Send sharp ones at least 900 pixels wide, the thing filling most of the frame.",
            "ru": "Фотографии мелкие, нечёткие или тёмные. Пришлите резкие, от 900 пикселей в ширину, чтобы товар занимал большую часть кадра.",
            "uz": "Suratlar kichik, xira yoki qorongʻi. Eni kamida 900 piksel, mahsulot kadrning koʻp qismini egallagan tiniq suratlar yuboring.",
        },
    ),
    (
        "photo-other",
        {"en": "Photos show something else", "ru": "На фото другой товар", "uz": "Suratda boshqa mahsulot"},
        {
            "en": "The photos show another thing, or carry text, prices, contacts or another shop's mark. Send photos of this thing alone.",
            "ru": "На фотографиях другой товар, либо текст, цены, контакты или знак другого магазина. Пришлите фото только этого товара.",
            "uz": "Suratlarda boshqa mahsulot yoki matn, narx, aloqa maʼlumoti, boshqa doʻkon belgisi bor. Faqat shu mahsulot suratini yuboring.",
        },
    ),
    (
        "title",
        {"en": "Title is not clear", "ru": "Непонятное название", "uz": "Nomi tushunarsiz"},
        {
            "en": "Say in the title what it is: kind, brand, model and what tells it apart. No capitals throughout, no advertising.",
            "ru": "Назовите товар: вид, бренд, модель и отличие. Без сплошных заглавных букв и рекламы.",
            "uz": "Nomida nima ekanini ayting: turi, brendi, modeli va farqi. Hammasi bosh harf va reklama boʻlmasin.",
        },
    ),
    (
        "category",
        {"en": "Wrong category", "ru": "Не та категория", "uz": "Turkumi notoʻgʻri"},
        {
            "en": "The thing belongs to another category. Write the card anew in the right one.",
            "ru": "Товар относится к другой категории. Создайте карточку в подходящей.",
            "uz": "Mahsulot boshqa turkumga tegishli. Kartochkani toʻgʻri turkumda yozing.",
        },
    ),
    (
        "properties",
        {"en": "Properties are wrong or missing", "ru": "Неверные характеристики", "uz": "Xususiyatlari notoʻgʻri"},
        {
            "en": "Properties contradict the photos or the description, or are missing. Fill them in as they stand on the pack.",
            "ru": "Характеристики расходятся с фото или описанием либо не заполнены. Заполните их как на упаковке.",
            "uz": "Xususiyatlar surat yoki tavsifga mos emas yoki toʻldirilmagan. Qadoqdagidek toʻldiring.",
        },
    ),
    (
        "duplicate",
        {"en": "The card is there already", "ru": "Такая карточка уже есть", "uz": "Bunday kartochka bor"},
        {
            "en": "This thing has a card in the shop. Put your offer on that one: Products, Sell on a card.",
            "ru": "Карточка этого товара уже есть. Добавьте своё предложение к ней: «Товары», «Продавать в готовой карточке».",
            "uz": "Bu mahsulotning kartochkasi bor. Taklifingizni oʻshanga qoʻshing: Mahsulotlar, Tayyor kartochkada sotish.",
        },
    ),
    (
        "documents",
        {"en": "Papers are needed", "ru": "Нужны документы", "uz": "Hujjat kerak"},
        {
            "en": "This kind of goods is sold with a certificate or the brand's permission only. Send it to support.",
            "ru": "Такие товары продаются только с сертификатом или разрешением бренда. Пришлите его в поддержку.",
            "uz": "Bunday mahsulot faqat sertifikat yoki brend ruxsati bilan sotiladi. Uni qoʻllab-quvvatlashga yuboring.",
        },
    ),
    (
        "forbidden",
        {"en": "May not be sold here", "ru": "Нельзя продавать", "uz": "Sotish mumkin emas"},
        {
            "en": "Such goods may not be sold here. See the rules for sellers.",
            "ru": "Такие товары здесь продавать нельзя. Смотрите правила для продавцов.",
            "uz": "Bunday mahsulotni bu yerda sotib boʻlmaydi. Sotuvchilar qoidalariga qarang.",
        },
    ),
]


def add(apps, schema_editor):
    Fault = apps.get_model("catalog", "Fault")
    for position, (code, title, text) in enumerate(FAULTS):
        Fault.objects.get_or_create(
            code=code, defaults={"title": title, "text": text, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_moderation")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
