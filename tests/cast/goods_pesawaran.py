"""What is made in Hanura and Bagelen."""

from tests.cast.shapes import Good

GOODS = (
    Good(
        "kopi-bubuk", "joko", "kopi-teh-dan-cokelat", "Kopi Robusta Bubuk",
        32_000, "bungkus", 220, (180, 110, 60), 70,
        "Robusta petik merah, disangrai sedang sampai tua, digiling halus untuk kopi tubruk. Pahitnya bulat dengan "
        "rasa cokelat dan kacang. Isi 200 gram dengan tanggal sangrai di bungkusnya; paling enak dalam dua bulan.",
        days=180,
    ),
    Good(
        "kopi-biji", "joko", "kopi-teh-dan-cokelat", "Kopi Robusta Biji Sangrai",
        42_000, "bungkus", 270, (200, 120, 70), 48,
        "Biji yang sama untuk yang menggiling sendiri, 250 gram. Disangrai setiap Selasa dan Jumat dalam drum kecil "
        "yang diputar tangan. Diamkan tiga hari setelah tanggal sangrai supaya rasanya keluar.",
        days=180,
    ),
    Good(
        "kopi-petik-merah", "joko", "kopi-teh-dan-cokelat", "Kopi Petik Merah Olah Madu",
        58_000, "bungkus", 220, (180, 110, 60), 20,
        "Kulit buah dikupas tetapi lendirnya dibiarkan selama dijemur delapan belas hari. Hasilnya lebih manis, ada "
        "rasa nangka dan gula merah. Panennya sedikit, jadi bila habis mohon menunggu musim berikutnya.",
        days=180,
    ),
    Good(
        "kopi-hijau", "joko", "kopi-teh-dan-cokelat", "Biji Kopi Hijau Robusta",
        24_000, "kg", 510, (200, 140, 60), 160,
        "Biji kering kadar air sekitar dua belas persen, sudah disortir dua kali dengan tangan. Untuk yang "
        "menyangrai sendiri di rumah atau kedai. Dijual per setengah kilo, paling sedikit satu kilo.",
        days=365, step=500, minimum=2,
    ),
    Good(
        "cascara", "joko", "kopi-teh-dan-cokelat", "Teh Kulit Kopi Cascara",
        26_000, "bungkus", 120, (160, 100, 50), 25,
        "Kulit buah kopi merah dijemur sampai seperti kismis, lalu diseduh seperti teh. Rasanya di antara teh, asam "
        "jawa, dan madu. Satu bungkus 100 gram untuk dua puluh cangkir.",
        days=270,
    ),
    Good(
        "teri", "yanti", "ikan-telur-dan-susu", "Teri Nasi Kering",
        13_500, "ons", 105, (120, 80, 30), 150,
        "Teri kecil putih dari bagan di Teluk Lampung, direbus di perahu dan dijemur satu hari. Tidak diberi "
        "pemutih, jadi warnanya agak kekuningan. Goreng sebentar bersama kacang. Satu ons sama dengan 100 gram.",
        days=90,
    ),
    Good(
        "ikan-asin", "yanti", "ikan-telur-dan-susu", "Ikan Asin Kering",
        23_000, "kg", 260, (260, 160, 50), 80,
        "Ikan kembung dan selar dibelah, digarami semalam, lalu dijemur dua hari. Asinnya sedang karena untuk "
        "dimakan, bukan untuk disimpan setahun. Rendam air hangat lima menit sebelum digoreng.",
        days=120, step=250,
    ),
    Good(
        "abon-ikan", "yanti", "ikan-telur-dan-susu", "Abon Ikan Tuna",
        36_000, "bungkus", 120, (180, 120, 40), 34,
        "Daging tuna disuwir, dimasak dengan santan dan serai sampai kering, lalu diperas minyaknya. Isi 100 gram, "
        "rasa manis gurih yang disukai anak. Tersedia juga yang pedas; tulis di catatan pesanan.",
        days=180,
    ),
    Good(
        "kemplang", "yanti", "keripik-dan-camilan", "Kerupuk Kemplang Ikan",
        17_000, "bungkus", 230, (300, 220, 90), 38,
        "Kerupuk ikan tenggiri yang dipanggang di atas bara, bukan digoreng. Dimakan dengan sambal terasi yang ikut "
        "dibungkus. Ringan sekali, jadi bungkusnya besar untuk 200 gram.",
        days=60,
    ),
    Good(
        "sambal-cumi", "yanti", "ikan-telur-dan-susu", "Sambal Cumi Asin",
        39_000, "toples", 260, (80, 80, 90), 26,
        "Cumi asin kecil dimasak dengan cabai merah, bawang, dan daun jeruk sampai minyaknya keluar. Cukup dengan "
        "nasi panas. Toples 200 gram; masukkan kulkas setelah dibuka.",
        days=60,
    ),
    Good(
        "keripik-pisang-cokelat", "melati", "keripik-dan-camilan", "Keripik Pisang Cokelat Lampung",
        18_500, "bungkus", 270, (220, 160, 60), 65,
        "Keripik pisang kepok yang dilapisi cokelat dari kebun Mas Agus di Bagelen. Renyah di luar, manis di "
        "tengah, sedikit pahit di akhir. Isi 250 gram; jangan dijemur di dasbor mobil.",
        days=120,
    ),
    Good(
        "selai-nanas", "melati", "gula-madu-dan-rempah", "Selai Nanas Kayu Manis",
        27_500, "toples", 330, (80, 80, 100), 30,
        "Nanas madu diparut kasar dan dimasak tiga jam dengan gula dan sebatang kayu manis. Masih terasa serat "
        "buahnya. Tanpa pengawet, jadi habiskan dalam sebulan setelah dibuka.",
        days=120,
    ),
    Good(
        "pisang", "melati", "sayur-dan-buah", "Pisang Kepok Kuning",
        17_000, "sisir", 1_500, (300, 220, 160), 32,
        "Pisang kepok untuk digoreng, dikolak, atau dikukus. Dikirim setengah matang supaya tiba tepat waktu. Satu "
        "sisir berisi dua belas sampai lima belas buah.",
        days=7,
    ),
    Good(
        "cabai", "melati", "sayur-dan-buah", "Cabai Rawit Merah",
        6_500, "ons", 105, (140, 100, 50), 110,
        "Cabai dari pekarangan anggota, dipetik merah penuh. Pedasnya jujur. Simpan tanpa dicuci di wadah berlapis "
        "kertas, dan buang tangkainya kalau mau lebih awet.",
        days=5,
    ),
    Good(
        "rengginang", "melati", "keripik-dan-camilan", "Rengginang Ketan Mentah",
        19_500, "bungkus", 420, (240, 200, 90), 27,
        "Ketan kukus dibumbui bawang dan terasi, dicetak bulat, dan dijemur dua hari. Goreng dalam minyak banyak "
        "sampai mengembang dua kali lipat. Satu bungkus isi 25 keping.",
        days=180,
    ),
    Good(
        "cokelat-batang", "agus", "kopi-teh-dan-cokelat", "Cokelat Batang 70 Persen",
        38_000, "buah", 85, (160, 80, 12), 60,
        "Hanya biji kakao dan gula kelapa, digiling dua hari dua malam. Rasanya seperti buah merah dan kayu manis, "
        "tanpa pahit yang mencubit. Berat 70 gram; kirim ke tempat panas sebaiknya malam hari.",
        days=365,
    ),
    Good(
        "bubuk-kakao", "agus", "kopi-teh-dan-cokelat", "Bubuk Kakao Murni",
        45_000, "bungkus", 220, (180, 120, 60), 33,
        "Bubuk dari kakao yang diperam, tanpa gula dan tanpa campuran. Dua sendok untuk secangkir cokelat panas, "
        "atau untuk kue yang benar-benar hitam. Isi 200 gram.",
        days=365,
    ),
    Good(
        "biji-kakao", "agus", "kopi-teh-dan-cokelat", "Biji Kakao Fermentasi",
        52_000, "kg", 520, (200, 140, 80), 70,
        "Biji diperam enam hari dalam kotak kayu lalu dijemur sampai kering. Untuk pembuat cokelat rumahan atau "
        "dimakan begitu saja setelah disangrai. Dijual per setengah kilo.",
        days=365, step=500,
    ),
    Good(
        "lada", "agus", "gula-madu-dan-rempah", "Lada Hitam Lampung",
        18_000, "bungkus", 110, (120, 90, 30), 58,
        "Lada dipetik hijau tua dan dijemur sampai hitam keriput. Harumnya tajam, jauh dari bubuk yang sudah lama "
        "di rak. Giling sesaat sebelum dipakai. Isi 100 gram.",
        days=730,
    ),
    Good(
        "vanili", "agus", "gula-madu-dan-rempah", "Vanili Kering",
        28_000, "bungkus", 25, (220, 60, 15), 40,
        "Tiga batang vanili yang diserbuki tangan dan diperam empat bulan. Lentur, berminyak, dan wangi sampai ke "
        "luar bungkus. Belah, kerok bijinya, dan simpan kulitnya dalam gula.",
        days=730,
    ),
    Good(
        "tikar-pandan", "parmi", "anyaman-dan-bambu", "Tikar Pandan 2 x 1,5 meter",
        265_000, "lembar", 2_400, (1_520, 160, 160), 5,
        "Tikar untuk duduk sekeluarga, dianyam rapat dari pandan duri. Tepinya merah secang dan hijau daun mangga. "
        "Selesai dalam sepuluh hari; dikirim digulung.",
    ),
    Good(
        "tas-pandan", "parmi", "anyaman-dan-bambu", "Tas Anyaman Pandan",
        115_000, "buah", 480, (400, 340, 120), 11,
        "Tas pasar yang tidak malu dibawa ke kantor. Pandannya dianyam dua lapis, pegangannya rotan berlilit. Kalau "
        "kotor, lap dengan kain basah dan angin-anginkan.",
    ),
    Good(
        "topi-pandan", "parmi", "anyaman-dan-bambu", "Topi Pandan Lebar",
        69_000, "buah", 180, (380, 380, 120), 17,
        "Topi bertepi lebar untuk ke kebun atau ke pantai. Ringan, adem, dan bisa dilipat dua tanpa patah. Lingkar "
        "kepala 58 sentimeter dengan tali di dalam.",
    ),
    Good(
        "dompet-tapis", "parmi", "batik-dan-kain", "Dompet Kain Tapis",
        135_000, "buah", 120, (220, 130, 20), 13,
        "Kain tapis yang disulam benang emas oleh menantu Mbah Parmi, dijahit menjadi dompet berlapis satin. "
        "Motifnya pucuk rebung. Ukuran 21 x 12 sentimeter, muat ponsel dan kartu.",
    ),
    Good(
        "keranjang-pandan", "parmi", "anyaman-dan-bambu", "Keranjang Pandan Bertutup",
        98_000, "buah", 650, (320, 320, 280), 8,
        "Keranjang bulat dengan tutup untuk cucian kecil, benang, atau mainan anak. Anyamannya tebal sehingga "
        "berdiri tegak walau kosong. Garis tengah 30 sentimeter.",
    ),
)  # fmt: skip
