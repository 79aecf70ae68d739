"""The tables of the sellers' side: who asked to sell, and what they agreed to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Application(models.Model):
    """Somebody asks to sell. One row however often it is sent; what was sent and answered each time stands beside it.

    `phone_proven_at`: when a code sent to the phone came back. Without it the operator checks the number by a call.
    `opened_by`: the operator who wrote it for the seller; only such a one may open a second shop on the same phone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu pemeriksaan")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Perlu diperbaiki")

    number = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    name = models.CharField(_("Nama"), max_length=80)
    phone = models.CharField(_("Nomor HP"), max_length=16)
    phone_proven_at = models.DateTimeField(null=True, blank=True)
    shop_name = models.CharField(_("Nama toko"), max_length=60)
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, related_name="+")
    street = models.CharField(_("Alamat"), max_length=120)
    kbli_code = models.CharField(max_length=5)
    kbli_edition = models.CharField(max_length=4)
    goods_words = models.CharField(_("Yang dijual"), max_length=120, blank=True)
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.OneToOneField(
        "partner.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="application"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone"], condition=Q(opened_by=None) & ~Q(state="approved"), name="one_open_application"
            ),
        ]
        indexes = [models.Index(fields=["village", "state", "-sent_at"], name="applications_of_village")]

    def __str__(self) -> str:
        return f"{self.number} {self.shop_name}"


class ApplicationStep(models.Model):
    """What happened to an application: sent (with all that was sent), refused with its reason, approved."""

    class Kind(models.TextChoices):
        SENT = "sent", _("Dikirim")
        REFUSED = "refused", _("Diminta diperbaiki")
        APPROVED = "approved", _("Disetujui")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class Consent(models.Model):
    """One answer of one person to one question, with the words that they read. Withdrawn, never edited."""

    phone = models.CharField(max_length=16, db_index=True)  # who: known before there is an account
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    kind = models.CharField(max_length=20)
    version = models.CharField(max_length=10)
    text = models.TextField()
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone", "kind", "version"], condition=Q(withdrawn_at=None), name="consent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phone} {self.kind} {self.version}"


class GoodsStep(models.Model):
    """What happened between a good and the public: handed in, let through, sent back, price asked for, and by whom."""

    class Kind(models.TextChoices):
        HANDED_IN = "handed_in", _("Dikirim untuk diperiksa")
        PUBLISHED = "published", _("Ditayangkan")
        SENT_BACK = "sent_back", _("Diminta diperbaiki")
        CHANGED = "changed", _("Diubah")
        PRICE_ASKED = "price_asked", _("Harga baru diajukan")
        PRICE_TAKEN = "price_taken", _("Harga baru disetujui")
        PRICE_REFUSED = "price_refused", _("Harga baru ditolak")

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.product_id} {self.kind}"


class Helper(models.Model):
    """Somebody who helps in a shop without owning it. Who is in `Partner.users` and has no row here is an owner."""

    class Task(models.TextChoices):
        PACKING = "packing", _("Hanya mengemas")
        ALL_BUT_MONEY = "all_but_money", _("Semua kecuali uang")

    partner = models.ForeignKey("partner.Partner", on_delete=models.CASCADE, related_name="helpers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="helps_in")
    task = models.CharField(max_length=13, choices=Task.choices)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "user"], name="helper_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.task}"


class ContactView(models.Model):
    """Who of a shop opened a buyer's phone and street, and when (SE-08). Rows are added, never edited."""

    seller_order = models.ForeignKey("order.SellerOrder", on_delete=models.PROTECT, related_name="contact_views")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seller_order", "user"], name="contact_view_once")]

    def __str__(self) -> str:
        return f"{self.seller_order_id} {self.user_id}"


class CashSale(models.Model):
    """Sold at home for cash, noted by the seller: stock falls, no fee, and it counts as `tunai dicatat` (SE-15)."""

    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="cash_sales")
    product = models.ForeignKey("catalogue.Product", on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=255)
    steps = models.PositiveIntegerField()
    amount_rupiah = models.PositiveBigIntegerField()
    key = models.CharField(max_length=32)
    sold_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "key"], name="cash_sale_once")]
        indexes = [models.Index(fields=["partner", "-sold_at"], name="cash_sales_of_seller")]

    def __str__(self) -> str:
        return f"{self.title} {self.amount_rupiah}"


class Visit(models.Model):
    """Somebody of the village saw how a seller works. The place is rounded; the photos carry none."""

    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="visits")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    on = models.DateField()
    photos = models.JSONField(default=list)  # what catalogue.photos returns, for each
    words = models.CharField(max_length=500)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["partner", "-on"], name="visits_of_seller")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.on}"


class GoodsSheet(models.Model):
    """A seller's spreadsheet of goods, read and checked: what is right, what is wrong, and how far saving has come."""

    class State(models.TextChoices):
        CHECKED = "checked", _("menunggu persetujuan")
        SAVING = "saving", _("sedang disimpan")
        SAVED = "saved", _("tersimpan")

    partner = models.ForeignKey("partner.Partner", on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    good = models.JSONField(default=list)  # [{"line": 2, "facts": {...}}]
    wrong = models.JSONField(default=list)  # [{"line": 3, "title": "...", "reasons": ["..."]}]
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state"], condition=Q(state="saving"), name="sheets_to_save")]

    def __str__(self) -> str:
        return f"{self.name} ({self.count})"


from sellers.papers.models import PaperRow  # noqa: E402, F401  Django finds tables through this module
