"""The treasurers' pages."""

from django.urls import path

from market.desk.treasury import accounts, book, fees, payouts

urlpatterns = [
    path("biaya/", fees.fees, name="fees"),
    path("biaya/<int:pk>/batal/", fees.call_off, name="fee_call_off"),
    path("buku/", book.book, name="book"),
    path("buku/buku-kas.<str:kind>", book.book_file, name="book_file"),
    path("buku/neraca/", book.trial, name="trial"),
    path("buku/neraca/neraca-saldo.<str:kind>", book.trial_file, name="trial_file"),
    path("pencairan/", payouts.payouts, name="payouts"),
    path("pencairan/rekening/", accounts.bank_accounts, name="bank_accounts"),
    path("pencairan/rekening/<int:pk>/konfirmasi/", accounts.confirm, name="bank_account_confirm"),
    path("pencairan/rekening/<int:pk>/tanya/", accounts.ask_bank, name="bank_account_ask"),
    path("pencairan/<str:number>/", payouts.batch, name="payout_batch"),
    path("pencairan/<str:number>/putuskan/", payouts.decide_batch, name="payout_decide"),
    path("pencairan/<str:number>/berkas.csv", payouts.download, name="payout_file"),
]
