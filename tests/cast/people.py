"""Twelve sellers, and a login for every role. The telephone numbers are nobody's."""

from tests.cast.shapes import Person, Seller

SELLERS = (
    Seller(
        "sari", "Keripik Bu Sari", "Sari Wulandari", "krandegan", "+6281200001001",
        "Keripik singkong renyah dari dapur Krandegan",
        "Bu Sari mulai menggoreng keripik pada 2009 dengan satu wajan dan dua kilo singkong. Sekarang lima "
        "tetangga ikut mengiris, menggoreng, dan membungkus. Minyaknya diganti setiap hari; itu janji yang tidak "
        "pernah ditawar.",
        "Jl. Melati 5", "Krajan", "Rumah hijau di belakang masjid", "lapak-keripik",
    ),
    Seller(
        "tumirah", "Jajan Pasar Bu Tum", "Tumirah", "krandegan", "+6281200001002",
        "Gethuk, clorot, dan kue lompong seperti dulu",
        "Bu Tum belajar membuat gethuk dari ibunya dan clorot dari neneknya. Pukul tiga pagi singkongnya sudah "
        "dikukus. Karena tidak memakai pengawet, ia hanya membuat sebanyak yang dipesan.",
        "Jl. Kenanga 12", "Krajan", "Depan pos ronda", "lapak-jajan",
    ),
    Seller(
        "slamet", "Tani Pak Slamet", "Slamet Riyadi", "krandegan", "+6281200001003",
        "Beras, sayur, telur, dan ikan dari sawah sendiri",
        "Pak Slamet menggarap sawah setengah hektare bersama dua anaknya. Bebek mencari makan di sawah sesudah "
        "panen, ikan dipelihara di kolam belakang. Beras baru digiling sesudah ada yang pesan.",
        "Jl. Sawah 3", "Kalisari", "Dekat penggilingan padi", "lapak-tani",
    ),
    Seller(
        "rina", "Batik Mbak Rina", "Rina Astuti", "krandegan", "+6281200001004",
        "Batik tulis dan cap dari sebuah dusun kecil",
        "Rina membatik di teras rumah bersama empat perempuan Dusun Karangjati. Motif manggisnya ia gambar "
        "sendiri dari kebun tetangga di Kaligesing. Sehelai kain tulis selesai dalam dua sampai tiga minggu.",
        "Jl. Dusun Karangjati 8", "Karangjati", "Rumah dengan jemuran kain di samping sungai", "lapak-batik", "3", "2",
    ),
    Seller(
        "wagiyo", "Gula Pak Wagiyo", "Wagiyo", "somongari", "+6281200001005",
        "Nira disadap pagi dan sore, dimasak hari itu juga",
        "Setiap hari Pak Wagiyo memanjat dua puluh pohon kelapa. Nira dimasak istrinya di tungku kayu sampai "
        "menjadi gula. Di sela-selanya mereka memanen madu, jahe, dan manggis dari kebun yang sama.",
        "Jl. Menoreh 21", "Kalimaro", "Tungku asap di kiri jalan", "lapak-gula",
    ),
    Seller(
        "ngatini", "Etawa Bu Ngatini", "Ngatini", "somongari", "+6281200001006",
        "Susu kambing Etawa dari kandang di lereng Menoreh",
        "Bu Ngatini merawat delapan belas kambing Etawa. Kandangnya dibersihkan dua kali sehari, dan kambing "
        "diperah pagi-pagi. Susu yang tidak habis segar diolah menjadi bubuk, kefir, permen, dan sabun.",
        "Jl. Menoreh 34", "Kedungtileng", "Kandang panggung atap merah", "lapak-etawa",
    ),
    Seller(
        "darmo", "Bambu Pak Darmo", "Sudarmo", "somongari", "+6281200001007",
        "Anyaman bambu dan gerabah untuk dapur sehari-hari",
        "Pak Darmo menebang bambu pada musim kemarau saja, supaya tidak dimakan bubuk. Bambu direndam dua minggu, "
        "dibelah, lalu dianyam. Istrinya membuat gerabah dari tanah liat sungai.",
        "Jl. Bambu 2", "Gedong", "Sesudah jembatan bambu", "lapak-bambu",
    ),
    Seller(
        "joko", "Kopi Pak Joko", "Joko Susilo", "hanura", "+6281200001008",
        "Robusta petik merah dari bukit Hanura",
        "Pak Joko menanam robusta di bukit yang menghadap teluk. Ia hanya memetik buah yang merah, menjemurnya di "
        "para-para, dan menyangrai setiap Selasa dan Jumat. Tanggal sangrai ditulis di setiap bungkus.",
        "Jl. Bukit Kopi 7", "A", "Gerbang bambu, ada papan biji kopi", "lapak-kopi",
    ),
    Seller(
        "yanti", "Dapur Pesisir Bu Yanti", "Yanti Marlina", "hanura", "+6281200001009",
        "Teri, ikan asin, dan kemplang dari Teluk Lampung",
        "Suami Bu Yanti melaut, Bu Yanti mengolah. Ikan dibeli pagi dari perahu yang sama, dijemur di atas para- "
        "para bambu, dan tidak diberi pemutih. Kalau mendung tiga hari, ia memilih tidak berjualan.",
        "Jl. Pantai 15", "D", "Dekat dermaga kecil", "lapak-pesisir",
    ),
    Seller(
        "melati", "KWT Melati", "Lastri Handayani", "hanura", "+6281200001010",
        "Olahan pisang dan nanas buatan sebelas ibu",
        "Kelompok Wanita Tani Melati berkumpul setiap Senin dan Kamis di rumah Bu Lastri. Pisang dan nanas dibeli "
        "dari kebun anggota sendiri. Separuh keuntungan dibagi, separuh lagi untuk tabungan sekolah anak.",
        "Jl. Melati Raya 9", "B", "Rumah dengan spanduk KWT Melati", "lapak-melati",
    ),
    Seller(
        "agus", "Cokelat Mas Agus", "Agus Prasetyo", "bagelen", "+6281200001011",
        "Dari pohon kakao ke sebatang cokelat, di satu desa",
        "Agus pulang dari kota pada 2018 dan mulai memeram biji kakao ayahnya, yang biasanya dijual mentah. Biji "
        "diperam enam hari, dijemur, disangrai, lalu digiling dua hari dua malam. Lada dan vanili tumbuh di sela "
        "pohon kakao.",
        "Jl. Kakao 4", "Bagelen Satu", "Rumah cat cokelat di seberang sekolah", "lapak-kakao",
    ),
    Seller(
        "parmi", "Anyaman Mbah Parmi", "Parmi", "bagelen", "+6281200001012",
        "Pandan dianyam pelan-pelan, tahan bertahun-tahun",
        "Mbah Parmi menganyam sejak umur tujuh tahun dan kini mengajari tiga cucunya. Daun pandan direbus, "
        "dijemur, dan diberi warna dari kunyit, secang, dan daun mangga. Menantunya menyulam tapis dengan benang "
        "emas.",
        "Jl. Pandan 6", "Bagelen Dua", "Teras dengan gantungan pandan", "lapak-anyaman", is_closed=True,
    ),
)  # fmt: skip

PEOPLE = (
    Person("andi", "Andi Saputra", "+6281200002001", "buyer"),
    Person("dewi", "Dewi Lestari", "+6281200002002", "buyer"),
    Person("wati", "Wati", "+6281200004001", "staff"),
    Person("tono", "Tono", "+6281200004002", "staff"),
    Person("rudi", "Rudi", "+6281200004003", "staff"),
    Person("lurah-krandegan", "Pak Lurah Krandegan", "+6281200005001", "operator", place="krandegan"),
    Person("operator-somongari", "Bu Endang", "+6281200005002", "operator", place="somongari"),
    Person("operator-hanura", "Mas Fajar", "+6281200005003", "operator", place="hanura"),
    Person("operator-bagelen", "Mbak Sulis", "+6281200005004", "operator", place="bagelen"),
    Person("dinas-purworejo", "Bu Retno", "+6281200006001", "dinas", regency="33.06"),
    Person("dinas-pesawaran", "Pak Hendra", "+6281200006002", "dinas", regency="18.09"),
    Person("yadi", "Mas Yadi", "+6281200008001", "driver", place="krandegan"),
    Person("pardi", "Pak Pardi", "+6281200008002", "driver", place="krandegan"),
    Person("bendahara-pembuat", "Mbak Nia", "+6281200007001", "finance_maker"),
    Person("bendahara-pemeriksa", "Pak Bambang", "+6281200007002", "finance_checker"),
    Person("bantuan", "Mas Yoga", "+6281200007003", "support"),
    Person("admin", "Admin Lumbung", "+6281200009001", "admin"),
)
