"""The treasurers' pages about buyers' money: what waits for a person's look."""

from django.urls import path

from market.desk.payments import refunds, review, transfers

urlpatterns = [
    path("pembayaran/", transfers.home, name="payments"),
    path("pembayaran/periksa/", review.home, name="payment_review"),
    path("pembayaran/periksa/<int:pk>/", review.act, name="payment_review_act"),
    path("pembayaran/<int:pk>/terima/", transfers.confirm, name="payment_confirm"),
    path("pembayaran/mutasi/", transfers.bank_list, name="payment_list"),
    path("pembayaran/mutasi/<int:pk>/", transfers.bank_line, name="payment_line"),
    path("pembayaran/bukti/<int:pk>/", transfers.proof, name="payment_proof"),
    path("pengembalian/", refunds.home, name="refunds"),
    path("pengembalian/<int:pk>/", refunds.act, name="refund_act"),
    path("pengembalian/<int:pk>/bukti/", refunds.receipt, name="refund_receipt"),
]
