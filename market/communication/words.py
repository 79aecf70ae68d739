"""Every text that we send or show as a notice, by kind: a subject and two or three short sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[str | Promise, str | Promise]

BUYER: dict[str, Words] = {
    "unanswered": (
        _("%(seller)s belum menjawab pesanan Anda"),
        _("Petugas desa sedang menghubungi penjual. Bila dalam %(hours)s jam belum dijawab, uang Anda kembali utuh."),
    ),
    "paid": (
        _("Pembayaran pesanan %(number)s diterima"),
        _("Terima kasih. Pembayaran %(amount)s sudah kami terima. Penjual kami beri tahu sekarang juga."),
    ),
    "accepted": (
        _("%(seller)s menerima pesanan Anda"),
        _("%(seller)s sedang menyiapkan barang Anda. Kami kabari lagi saat barang siap dikirim."),
    ),
    "packed": (
        _("Barang dari %(seller)s siap diambil kurir"),
        _("Barang sudah dikemas dan siap diambil %(courier)s. Nomor resi muncul di halaman pesanan."),
    ),
    "packed_ojek": (
        _("Barang dari %(seller)s siap diantar ojek desa"),
        _("Barang sudah dikemas. Sebutkan kode di halaman pesanan kepada pengantar saat barang Anda terima."),
    ),
    "packed_ambil": (
        _("Barang dari %(seller)s bisa diambil"),
        _("Barang sudah dikemas. Ambil di tempat yang Anda pilih dan sebutkan kode di halaman pesanan."),
    ),
    "not_met": (
        _("Pengantar belum bertemu Anda"),
        _("Ojek desa sudah datang tetapi belum bertemu. Pengantar akan mencoba lagi; nomornya ada di halaman pesanan."),
    ),
    "handed_over": (
        _("Barang dari %(seller)s sudah di tangan kurir"),
        _("%(courier)s membawa barang Anda. Perjalanannya bisa diikuti di halaman pesanan."),
    ),
    "at_point": (
        _("Barang dari %(seller)s sudah di %(warung)s"),
        _("Barang Anda bisa diambil di %(warung)s. Sebutkan kode ambil %(code)s."),
    ),
    "delivery_failed": (
        _("Kurir belum berhasil mengantar barang dari %(seller)s"),
        _("Kurir akan mencoba lagi. Pastikan HP Anda aktif; bila alamat kurang jelas, kabari kami."),
    ),
    "returning": (
        _("Barang dari %(seller)s sedang kembali ke penjual"),
        _("Kurir tidak berhasil mengantar dan membawa paket kembali. Begitu sampai di penjual, uang Anda kami urus."),
    ),
    "returned": (
        _("Barang dari %(seller)s kembali ke penjual"),
        _("Paket kembali ke penjual. %(amount)s akan dikembalikan kepada Anda."),
    ),
    "lost": (
        _("Paket dari %(seller)s dinyatakan hilang"),
        _("Maaf, kurir kehilangan paket Anda. %(amount)s, termasuk ongkirnya, akan dikembalikan kepada Anda."),
    ),
    "parcel_stale": (
        _("Paket dari %(seller)s belum ada kabar baru"),
        _("Beberapa hari ini kurir tidak memberi kabar. Petugas kami sedang menanyakannya."),
    ),
    "delivered": (
        _("Barang dari %(seller)s sudah sampai"),
        _("Kurir mencatat barang sudah diterima. Ada yang tidak cocok? Kabari kami sebelum %(day)s."),
    ),
    "cancelled_unpaid": (
        _("Pesanan %(number)s dibatalkan"),
        _("Pesanan dibatalkan sebelum dibayar. Tidak ada yang perlu Anda bayar."),
    ),
    "expired": (
        _("Pesanan %(number)s kedaluwarsa"),
        _("Pesanan tidak dibayar sampai batas waktunya, jadi barangnya dijual lagi. Tidak ada yang perlu dibayar."),
    ),
    "cancelled": (
        _("Pesanan dari %(seller)s dibatalkan"),
        _("Alasan: %(reason)s. Uang %(amount)s, termasuk ongkirnya, akan dikembalikan. Pesanan lain tetap berjalan."),
    ),
    "paid_late": (
        _("Pembayaran pesanan %(number)s datang terlambat"),
        _("Pembayaran %(amount)s kami terima setelah batas waktu dan barangnya sudah habis. Uang akan dikembalikan."),
    ),
    "paid_cancelled": (
        _("Pembayaran untuk pesanan %(number)s yang sudah dibatalkan"),
        _("Pembayaran %(amount)s kami terima setelah pesanan dibatalkan. Uang akan dikembalikan."),
    ),
    "paid_late_revived": (
        _("Pembayaran pesanan %(number)s diterima"),
        _("Pembayaran %(amount)s datang setelah batas waktu, tetapi barangnya masih ada. Pesanan tetap diproses."),
    ),
    "paid_twice": (
        _("Pesanan %(number)s terbayar dua kali"),
        _("Kami menerima %(amount)s untuk pesanan yang sudah dibayar. Kelebihan itu akan dikembalikan."),
    ),
    "paid_short": (
        _("Pembayaran pesanan %(number)s kurang %(short)s"),
        _("Kami sudah menerima %(amount)s. Transfer lagi %(short)s ke rekening yang sama sebelum batas waktunya."),
    ),
    "overpaid": (
        _("Pembayaran pesanan %(number)s lebih %(amount)s"),
        _("Terima kasih. Kelebihan %(amount)s akan dikembalikan."),
    ),
    "refunded": (
        _("Uang %(amount)s sudah dikembalikan"),
        _("%(amount)s untuk pesanan %(number)s sudah kami kirim kembali. Terima kasih atas kesabaran Anda."),
    ),
    "paid_odd": (
        _("Pembayaran pesanan %(number)s sedang diperiksa"),
        _("Kami menerima %(amount)s; jumlahnya berbeda dari tagihan. Petugas memeriksanya. Uang Anda tidak hilang."),
    ),
    "paid_odd_back": (
        _("%(amount)s untuk pesanan %(number)s dikembalikan"),
        _("Jumlahnya berbeda dari tagihan, jadi kami kembalikan seluruhnya. Anda bisa membayar lagi di halaman ini."),
    ),
    "payment_reversed": (
        _("Pembayaran pesanan %(number)s ditarik kembali"),
        _("Bank atau toko menarik kembali pembayaran %(amount)s. Petugas akan menghubungi Anda."),
    ),
    "weighed": (
        _("%(amount)s kembali untuk pesanan %(number)s"),
        _("%(reason)s, lebih ringan dari pesanan. Selisihnya dikembalikan lewat cara bayar Anda."),
    ),
    "phoned": (
        _("Pesanan %(number)s dicatat lewat telepon"),
        _("Petugas desa mencatatnya untuk Anda. Bayar sebelum batas waktu, supaya barang segera disiapkan."),
    ),
    "complaint": (
        _("Keluhan %(complaint)s kami terima"),
        _("%(what)s. Ditangani oleh %(handler)s, paling lambat %(due)s. Uang belum diteruskan ke penjual."),
    ),
    "complaint_answer": (
        _("Jawaban untuk keluhan %(complaint)s"),
        _("%(handler)s: %(words)s"),
    ),
    "complaint_refunded": (
        _("Keluhan %(complaint)s selesai: %(amount)s dikembalikan"),
        _("%(handler)s: %(words)s Uang %(amount)s akan dikembalikan lewat cara Anda membayar."),
    ),
    "complaint_closed": (
        _("Keluhan %(complaint)s selesai"),
        _("%(outcome)s. %(handler)s: %(words)s"),
    ),
    "complaint_escalated": (
        _("Keluhan %(complaint)s diteruskan ke %(handler)s"),
        _("Jawaban terlambat, maaf. Sekarang %(handler)s yang menangani, paling lambat %(due)s."),
    ),
}

SELLER: dict[str, Words] = {
    "deed": (
        _("%(by)s mengubah sesuatu di toko Anda"),
        _("%(what)s: %(detail)s. Tidak sesuai? Hubungi petugas desa."),
    ),
    "suspended": (
        _("Toko Anda dihentikan sementara"),
        _("Alasan: %(reason)s. Barang tidak tampil. Pesanan yang ada tetap diselesaikan. Anda bisa menjawab di sini."),
    ),
    "resumed": (
        _("Toko Anda dibuka lagi"),
        _("Barang Anda tampil lagi di Lumbung Desa."),
    ),
    "unanswered": (
        _("Pesanan %(number)s belum dijawab"),
        _("Pembeli menunggu. Bila belum diterima dalam %(hours)s jam, pesanan dibatalkan sendiri."),
    ),
    "paper_ends": (
        _("%(paper)s habis %(day)s"),
        _("Perpanjang sebelum tanggal itu. Langkahnya ada di halaman Surat."),
    ),
    "review": (
        _("Ulasan baru: %(score)s dari 5"),
        _("Pembeli mengulas %(title)s. Baca dan jawab di Lainnya, Ulasan pembeli."),
    ),
    "new": (
        _("Pesanan baru %(number)s"),
        _("Ada pesanan baru yang sudah dibayar. Terima dan kemas sebelum besok, ya."),
    ),
    "delivery_failed": (
        _("Paket %(number)s gagal diantar"),
        _("Kurir akan mencoba lagi. Bila pembeli sulit dihubungi, kirim pesan lewat halaman pesanan."),
    ),
    "returning": (
        _("Paket %(number)s dalam perjalanan kembali"),
        _("Kurir membawa paket kembali. Setelah paket Anda terima, buka pesanan dan catat keadaannya."),
    ),
    "returned": (
        _("Paket %(number)s kembali"),
        _("%(rule)s Setelah paket Anda terima, buka pesanan dan catat keadaannya supaya stok benar."),
    ),
    "lost": (
        _("Paket %(number)s dinyatakan hilang"),
        _("Kurir kehilangan paket. %(rule)s"),
    ),
    "parcel_stale": (
        _("Paket %(number)s belum ada kabar"),
        _("Resi %(awb)s tidak bergerak beberapa hari. Petugas desa sedang menanyakannya ke kurir."),
    ),
    "cancelled": (
        _("Pesanan %(number)s dibatalkan"),
        _("Alasan: %(reason)s. Jangan dikirim. Barangnya kembali ke stok."),
    ),
    "released": (
        _("Uang pesanan %(number)s menjadi milik Anda"),
        _("%(amount)s sudah siap dicairkan."),
    ),
    "complaint": (
        _("Keluhan %(complaint)s untuk pesanan %(number)s"),
        _("%(what)s: %(words)s Jawab di halaman pesanan. Uangnya ditahan sampai %(handler)s selesai memeriksa."),
    ),
    "complaint_refunded": (
        _("Keluhan %(complaint)s selesai: %(amount)s kembali ke pembeli"),
        _("%(handler)s: %(words)s"),
    ),
    "complaint_closed": (
        _("Keluhan %(complaint)s selesai"),
        _("%(outcome)s. %(handler)s: %(words)s"),
    ),
}

HOUSE: dict[str, Words] = {
    "audit_broken": (
        _("Pemeriksaan buku menemukan masalah: %(code)s"),
        _("%(count)s catatan tidak cocok, misalnya %(examples)s. Jalankan pemeriksaan dan hubungi pengelola sistem."),
    ),
    "payout_failed": (
        _("Pencairan %(reference)s gagal"),
        _("%(amount)s untuk %(seller)s kembali ke saldonya. Alasan: %(reason)s."),
    ),
    "payout_returned": (
        _("Pencairan %(reference)s dikembalikan bank"),
        _("%(amount)s untuk %(seller)s sudah tercatat masuk, lalu dikembalikan bank. Periksa rekeningnya."),
    ),
    "payout_review": (
        _("Pencairan %(reference)s perlu dilihat"),
        _("%(amount)s untuk %(seller)s: belum jelas apakah terkirim. Cocokkan dengan mutasi. Catatan: %(reason)s."),
    ),
    "payout_unknown": (
        _("Kabar pencairan yang tidak kita kenal: %(reference)s"),
        _("Penyalur mengabarkan pencairan yang tidak ada di buku kita. Periksa akun penyalur."),
    ),
    "sleepy_shop": (
        _("Toko %(seller)s sepi sejak %(since)s"),
        _("Sudah 30 hari tanpa pesanan, penjualan tunai, atau barang baru. Tanyakan kabarnya dan bantu bila perlu."),
    ),
    "unanswered": (
        _("Pesanan %(reference)s belum dijawab penjual"),
        _("Hubungi %(seller)s, %(phone)s. Bila tidak dijawab, pesanan dibatalkan sendiri dan uang pembeli kembali."),
    ),
    "complaint_escalated": (
        _("Keluhan %(reference)s lewat batas waktu"),
        _("Sekarang ditangani oleh %(handler)s. Pesanan %(number)s."),
    ),
    "paid_odd": (
        _("Jumlah pembayaran %(reference)s berbeda"),
        _("Tagihan %(asked)s, yang datang %(amount)s. Periksa, lalu cocokkan atau kembalikan."),
    ),
    "payment_review": (
        _("Pembayaran %(reference)s ditahan untuk diperiksa"),
        _("Gerbang pembayaran meminta petugas memeriksa pembayaran ini. Belum ada uang yang masuk."),
    ),
    "refund_by_hand": (
        _("Kembalikan %(amount)s dengan tangan"),
        _("Gerbang pembayaran tidak bisa mengembalikannya. Buka Pengembalian uang di meja kerja."),
    ),
    "refund_owed": (
        _("Kembalikan %(amount)s untuk pesanan %(number)s"),
        _("Alasan: %(reason)s. Cara bayar: %(method)s."),
    ),
    "payment_reversed": (
        _("Pembayaran %(reference)s ditarik kembali"),
        _("%(amount)s ditarik bank atau toko. Barang yang belum dikirim harus ditahan."),
    ),
    "parcel_trouble": (
        _("Kiriman %(reference)s perlu dilihat"),
        _("Keadaan menurut kurir: %(progress)s. Catatan: %(alert)s."),
    ),
    "parcel_stale": (
        _("Kiriman %(awb)s tidak ada kabar"),
        _("Kiriman %(reference)s tidak bergerak beberapa hari. Tanyakan ke kurir, lalu catat di halaman kiriman."),
    ),
    "carried_though_ended": (
        _("Pesanan %(reference)s sudah berakhir, tetapi barangnya bergerak"),
        _("Kurir mencatat perjalanan untuk pesanan yang sudah dibatalkan. Hubungi kurir dan penjual."),
    ),
    "carried_though_cancelled": (
        _("Kiriman %(reference)s sudah berjalan, padahal dibatalkan"),
        _("Hubungi kurir %(courier)s dan minta resi %(awb)s dikembalikan ke penjual."),
    ),
}
