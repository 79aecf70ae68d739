"""Four villages in three districts of two regencies, nine shelves, three warungs."""

from tests.cast.shapes import Place, Point, Shelf

PLACES = (
    Place(
        "krandegan",
        "33.06.08.2007",
        "Krandegan terletak di tengah sawah Kecamatan Bayan. Pagi hari dapur-dapur di sini sudah mengepul sebelum "
        "subuh: singkong diiris, gethuk ditumbuk, ketan ditanak. Warganya terbiasa bergotong royong, dari menjaga "
        "saluran air sampai mengantar belanjaan tetangga.",
    ),
    Place(
        "somongari",
        "33.06.05.2002",
        "Somongari menempel di lereng Menoreh, Kecamatan Kaligesing. Jalannya naik turun di antara pohon manggis, "
        "durian, dan kelapa. Dari sini datang gula kelapa, madu, susu kambing Etawa, dan anyaman bambu yang "
        "dikerjakan di teras rumah selepas panen.",
    ),
    Place(
        "hanura",
        "18.09.10.2004",
        "Hanura berada di antara bukit kopi dan Teluk Lampung. Di satu sisi orang menjemur biji kopi, di sisi "
        "lain orang menjemur teri. Warung kopinya buka sampai malam, dan hampir semua urusan desa selesai di "
        "sana.",
    ),
    Place(
        "bagelen",
        "18.09.01.2007",
        "Bagelen di Lampung dibuka pada 1905 oleh keluarga-keluarga dari Bagelen di Purworejo. Namanya dibawa "
        "serta, begitu juga gamelan dan cara menanam padi. Kini kebun kakao dan lada tumbuh di belakang rumah- "
        "rumah yang berbaris rapi.",
    ),
)

SHELVES = (
    Shelf("keripik-dan-camilan", "Keripik dan camilan", "Renyah, gurih, dan tahan dibawa jauh."),
    Shelf("jajan-pasar", "Jajan pasar", "Dibuat pagi, enak dimakan hari itu juga."),
    Shelf("kopi-teh-dan-cokelat", "Kopi, teh, dan cokelat", "Dari kebun sendiri, diolah di desa."),
    Shelf("gula-madu-dan-rempah", "Gula, madu, dan rempah", "Isi dapur yang tahu asalnya."),
    Shelf("hasil-bumi", "Hasil bumi", "Dipetik atau digiling setelah dipesan."),
    Shelf("beras-dan-umbi", "Beras dan umbi", "Pokok makan dari sawah dan tegalan.", "hasil-bumi"),
    Shelf("sayur-dan-buah", "Sayur dan buah", "Segar dari kebun.", "hasil-bumi"),
    Shelf("ikan-telur-dan-susu", "Ikan, telur, dan susu", "Segar, asin, dan kering."),
    Shelf("batik-dan-kain", "Batik dan kain", "Ditulis, dicap, dan disulam dengan tangan."),
    Shelf("anyaman-dan-bambu", "Anyaman dan bambu", "Ringan, kuat, dan bisa kembali ke tanah."),
    Shelf("rumah-dan-kebun", "Rumah dan kebun", "Untuk dapur, kamar mandi, dan pekarangan."),
)

POINTS = (
    Point(
        "warung-krandegan", "Toko Smart Krandegan", "krandegan", "Jl. Balai Desa 1, sebelah balai desa",
        "+6281200003001", "Senin–Sabtu 07.00–20.00, Minggu 08.00–12.00", "wati",
    ),
    Point(
        "warung-somongari", "Toko Smart Somongari", "somongari", "Jl. Kaligesing km 4, depan lapangan",
        "+6281200003002", "Setiap hari 06.00–18.00", "tono",
    ),
    Point(
        "warung-hanura", "Warkop Digital Hanura", "hanura", "Jl. Raya Way Ratai 12, simpang pasar",
        "+6281200003003", "Setiap hari 08.00–22.00", "rudi",
    ),
)  # fmt: skip
