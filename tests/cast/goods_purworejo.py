"""What is made in Krandegan and Somongari."""

from tests.cast.shapes import Good

GOODS = (
    Good(
        "keripik-singkong", "sari", "keripik-dan-camilan", "Keripik Singkong Asin Gurih",
        12_500, "bungkus", 270, (220, 160, 60), 80,
        "Singkong mentega dari tegalan Krandegan, diiris setipis kertas lalu digoreng dua kali supaya renyahnya "
        "lama. Bumbunya hanya garam dan bawang putih. Satu bungkus berisi 250 gram, cukup untuk satu sore dan satu "
        "cerita. Simpan rapat setelah dibuka.",
        days=90,
    ),
    Good(
        "keripik-balado", "sari", "keripik-dan-camilan", "Keripik Singkong Balado",
        14_000, "bungkus", 270, (220, 160, 60), 60,
        "Keripik yang sama, dibalut sambal cabai merah, gula kelapa, dan daun jeruk. Pedasnya datang belakangan, "
        "manisnya tinggal di jari. Bu Sari mengaduknya sendiri karena hanya ia yang tahu kapan gula mulai mengeras.",
        days=90,
    ),
    Good(
        "keripik-tempe", "sari", "keripik-dan-camilan", "Keripik Tempe Sagu",
        15_000, "bungkus", 220, (220, 160, 60), 45,
        "Tempe dibuat khusus: tipis, dibungkus daun pisang, dan diperam satu malam. Adonan sagunya diberi ketumbar "
        "dan kencur, lalu digoreng sampai berbunyi saat dipatahkan. Isi 200 gram.",
        days=60,
    ),
    Good(
        "keripik-pisang", "sari", "keripik-dan-camilan", "Keripik Pisang Kepok Manis",
        13_500, "bungkus", 270, (220, 160, 60), 50,
        "Pisang kepok tua yang belum matang benar, diiris memanjang dan digoreng dengan sedikit gula. Warnanya "
        "kuning dari pisangnya sendiri, tanpa pewarna. Enak untuk teman teh tanpa gula.",
        days=90,
    ),
    Good(
        "emping", "sari", "keripik-dan-camilan", "Emping Melinjo Mentah",
        21_000, "kg", 260, (260, 200, 60), 60,
        "Melinjo tua disangrai dengan pasir, dikupas, lalu dipipihkan satu per satu dengan batu. Dijual mentah dan "
        "kering: goreng sebentar dalam minyak panas dan langsung angkat. Rasanya gurih dengan sedikit pahit yang "
        "justru dicari.",
        days=180, step=250,
    ),
    Good(
        "gethuk-lindri", "tumirah", "jajan-pasar", "Gethuk Lindri",
        18_000, "kotak", 550, (200, 200, 60), 20,
        "Singkong kukus ditumbuk selagi panas, digiling halus, lalu diberi gula dan warna dari suji, bit, dan ubi "
        "ungu. Satu kotak berisi sepuluh potong dengan kelapa parut yang dibungkus terpisah. Dibuat pagi hari "
        "pengiriman dan sebaiknya habis dalam dua hari.",
        days=2,
    ),
    Good(
        "clorot", "tumirah", "jajan-pasar", "Clorot Purworejo",
        15_000, "ikat", 600, (260, 120, 100), 20,
        "Adonan tepung beras dan gula kelapa dituang ke dalam kerucut janur, lalu dikukus. Cara makannya: dorong "
        "dari ujung runcing, gigit dari atas. Satu ikat berisi sepuluh buah, dan janurnya ikut memberi wangi.",
        days=2,
    ),
    Good(
        "kue-lompong", "tumirah", "jajan-pasar", "Kue Lompong",
        20_000, "kotak", 500, (200, 200, 60), 15,
        "Kue ketan berisi kacang tanah tumbuk, hitam legam karena abu batang padi, bukan karena pewarna. Dibungkus "
        "daun pisang kering sehingga wanginya seperti dapur lama. Satu kotak isi sepuluh.",
        days=3,
    ),
    Good(
        "lanting", "tumirah", "keripik-dan-camilan", "Lanting Bawang",
        11_000, "bungkus", 270, (220, 160, 60), 70,
        "Singkong parut dibentuk angka delapan dengan tangan, dijemur sehari, lalu digoreng. Keras sedikit di awal, "
        "lalu remuk dan gurih bawang. Cucu Bu Tum bertugas membentuk, bayarannya boleh mengambil yang patah.",
        days=90,
    ),
    Good(
        "dawet-ireng", "tumirah", "jajan-pasar", "Dawet Ireng Siap Saji",
        24_000, "kotak", 1_400, (240, 200, 120), 12,
        "Butiran dawet hitam dari abu merang, santan, dan juruh gula kelapa dikemas terpisah untuk empat gelas. "
        "Tinggal dituang dan diberi es. Santannya harus masuk kulkas begitu tiba dan habis dalam dua hari.",
        days=2,
    ),
    Good(
        "beras", "slamet", "beras-dan-umbi", "Beras Mentik Wangi",
        8_500, "kg", 510, (200, 120, 60), 200,
        "Padi mentik wangi ditanam tanpa disemprot sesudah bulir terisi. Gabah disimpan kering dan baru digiling "
        "sesudah ada pesanan, jadi aromanya masih utuh. Nasinya pulen dan tidak cepat basi. Dijual per setengah "
        "kilo, paling sedikit satu kilo.",
        days=120, step=500, minimum=2,
    ),
    Good(
        "telur-asin", "slamet", "ikan-telur-dan-susu", "Telur Bebek Asin",
        38_000, "kotak", 800, (300, 110, 80), 25,
        "Telur bebek yang dilepas di sawah, diperam dua minggu dalam adonan bata merah dan garam. Kuningnya jingga "
        "dan berminyak, asinnya sedang. Satu kotak isi sepuluh butir, sudah direbus dan dibungkus sekam supaya "
        "tidak pecah di jalan.",
        days=14,
    ),
    Good(
        "nila", "slamet", "ikan-telur-dan-susu", "Ikan Nila Segar",
        19_000, "kg", 650, (300, 200, 80), 40,
        "Nila dari kolam air mengalir, tidak berbau lumpur. Dijaring pagi hari, dibersihkan bila diminta, dan "
        "dikirim dalam es. Timbangan adalah ikan utuh; satu kilo biasanya tiga sampai empat ekor.",
        days=2, step=500,
    ),
    Good(
        "kangkung", "slamet", "sayur-dan-buah", "Kangkung Cabut",
        4_000, "ikat", 300, (350, 120, 100), 60,
        "Kangkung darat dicabut bersama akarnya sesudah subuh supaya segar sampai sore. Batangnya muda, tidak "
        "berserat. Bungkus dengan kertas basah kalau belum langsung dimasak.",
        days=2, minimum=2,
    ),
    Good(
        "singkong", "slamet", "beras-dan-umbi", "Singkong Mentega",
        3_500, "kg", 520, (300, 120, 80), 120,
        "Singkong kuning yang empuk bila direbus, cocok untuk gethuk, tape, atau digoreng dengan bawang. Dicabut "
        "sesudah dipesan karena singkong tidak suka menunggu. Kulit tanahnya sengaja tidak dicuci supaya lebih "
        "awet.",
        days=5, step=500, minimum=2,
    ),
    Good(
        "batik-manggis", "rina", "batik-dan-kain", "Kain Batik Tulis Motif Manggis",
        485_000, "lembar", 450, (320, 240, 50), 6,
        "Kain katun primisima 2,4 x 1,05 meter, ditulis dengan canting dan diwarnai kulit manggis serta mahoni. "
        "Setiap kain berbeda sedikit; nomor urut dan nama pembatiknya ditulis di tepi. Cuci dengan lerak atau sabun "
        "lembut, jemur di tempat teduh.",
    ),
    Good(
        "batik-kawung", "rina", "batik-dan-kain", "Kain Batik Cap Kawung",
        165_000, "lembar", 420, (320, 240, 50), 14,
        "Motif kawung dicap dengan tembaga warisan ayah Rina, lalu dicelup nila dua kali. Ukuran 2 x 1,1 meter, "
        "cukup untuk satu kemeja lengan panjang atau satu kain bawahan. Warna sedikit luntur pada cucian pertama, "
        "sesudah itu tenang.",
    ),
    Good(
        "batik-parang", "rina", "batik-dan-kain", "Selendang Batik Parang",
        98_000, "lembar", 160, (260, 200, 30), 18,
        "Selendang katun ringan 2 x 0,5 meter dengan rumbai yang dipilin tangan. Parangnya kecil dan miring rapat, "
        "pantas untuk acara resmi maupun dipakai sehari-hari. Tersedia soga cokelat dan nila biru; tulis pilihan di "
        "catatan pesanan.",
    ),
    Good(
        "kemeja-batik", "rina", "batik-dan-kain", "Kemeja Batik Kawung Lengan Pendek",
        215_000, "buah", 320, (320, 240, 50), 10,
        "Dijahit oleh Mbak Yuni di dusun yang sama, dengan saku yang motifnya disambung rapi. Ukuran M, L, dan XL; "
        "tulis ukuran di catatan pesanan. Kancingnya dari batok kelapa.",
    ),
    Good(
        "tas-batik", "rina", "batik-dan-kain", "Tas Belanja Batik Manggis",
        79_000, "buah", 280, (400, 360, 30), 16,
        "Sisa kain manggis yang terlalu bagus untuk dibuang dijahit menjadi tas belanja berlapis blacu. Muat laptop "
        "kecil, satu ikat kangkung, dan buku. Pegangannya kulit sapi yang dijahit dua kali.",
    ),
    Good(
        "gula-jawa", "wagiyo", "gula-madu-dan-rempah", "Gula Jawa Cetak Batok",
        14_500, "kg", 520, (160, 120, 80), 90,
        "Nira kelapa dimasak lima jam di tungku kayu lalu dicetak dalam batok. Tidak dicampur gula pasir, karena "
        "itu agak lunak dan harum asap. Simpan di tempat kering; kalau berkeringat, jemur sebentar.",
        days=120, step=500,
    ),
    Good(
        "gula-semut", "wagiyo", "gula-madu-dan-rempah", "Gula Semut Kelapa",
        27_000, "bungkus", 520, (200, 140, 60), 55,
        "Gula kelapa yang diaduk sampai menjadi butiran halus lalu diayak tiga kali. Larut dalam kopi dingin "
        "sekalipun. Satu bungkus 500 gram, dikemas rapat supaya tidak menggumpal.",
        days=365,
    ),
    Good(
        "madu", "wagiyo", "gula-madu-dan-rempah", "Madu Hutan Kaligesing",
        95_000, "botol", 620, (90, 90, 220), 22,
        "Madu lebah liar dari pohon randu dan kaliandra di lereng Menoreh. Dipanen malam hari dengan menyisakan "
        "sarang supaya lebahnya kembali. Warna dan rasa berubah mengikuti musim bunga. Botol 350 ml; tidak untuk "
        "bayi di bawah satu tahun.",
        days=730,
    ),
    Good(
        "manggis", "wagiyo", "sayur-dan-buah", "Manggis Somongari",
        16_000, "kg", 560, (220, 160, 100), 80,
        "Manggis dari pohon-pohon tua di Somongari, dipetik saat kulitnya ungu kemerahan. Kulitnya tipis, daging "
        "putihnya manis dengan sedikit asam. Jumlah kelopak di bawah buah sama dengan jumlah juring di dalamnya; "
        "anak-anak selalu menghitungnya.",
        days=6, step=500, minimum=2,
    ),
    Good(
        "jahe", "wagiyo", "gula-madu-dan-rempah", "Jahe Emprit",
        9_000, "kg", 260, (180, 120, 60), 100,
        "Jahe kecil yang pedas dan harum, jauh lebih kuat daripada jahe gajah. Dicabut pada umur sembilan bulan dan "
        "dikeringanginkan. Untuk wedang, memarkan dengan kulitnya.",
        days=30, step=250,
    ),
    Good(
        "susu-etawa", "ngatini", "ikan-telur-dan-susu", "Susu Kambing Etawa Bubuk",
        68_000, "kotak", 240, (120, 80, 180), 30,
        "Susu perahan pagi dimasak dengan api kecil dan diaduk tanpa henti sampai menjadi bubuk, dengan sedikit "
        "gula kelapa. Rasanya lembut dan tidak prengus. Isi 200 gram, kira-kira sepuluh gelas.",
        days=365,
    ),
    Good(
        "sabun-susu", "ngatini", "rumah-dan-kebun", "Sabun Susu Kambing",
        22_000, "buah", 110, (90, 65, 30), 75,
        "Sabun batang dari susu kambing, minyak kelapa, dan daun kelor, diperam enam minggu sampai lembut di kulit. "
        "Wanginya tipis, dari sereh. Letakkan di tempat yang kering supaya awet.",
        days=730,
    ),
    Good(
        "kefir", "ngatini", "ikan-telur-dan-susu", "Kefir Susu Kambing",
        32_000, "botol", 560, (80, 80, 220), 14,
        "Susu kambing segar diperam semalam dengan bibit kefir yang dirawat Bu Ngatini sejak 2014. Asam, kental, "
        "dan sedikit bersoda. Botol 500 ml harus tetap dingin; pilih pengiriman tercepat.",
        days=7,
    ),
    Good(
        "karamel-susu", "ngatini", "keripik-dan-camilan", "Permen Karamel Susu Etawa",
        25_000, "toples", 320, (90, 90, 120), 28,
        "Susu kambing, gula kelapa, dan mentega dimasak sampai warnanya seperti teh tua. Dipotong kecil dan "
        "dibungkus kertas satu per satu. Lunak di gigi, isi 250 gram.",
        days=120,
    ),
    Good(
        "pupuk", "ngatini", "rumah-dan-kebun", "Pupuk Kandang Kambing Matang",
        28_000, "buah", 5_100, (420, 300, 140), 35,
        "Kotoran kambing dan sisa daun diperam tiga bulan sampai tidak berbau dan remah seperti tanah. Satu karung "
        "berisi lima kilo, cukup untuk dua puluh pot. Taburkan tipis dan siram.",
    ),
    Good(
        "besek", "darmo", "anyaman-dan-bambu", "Besek Bambu isi 10",
        35_000, "ikat", 700, (210, 210, 200), 40,
        "Sepuluh besek ukuran 20 sentimeter lengkap dengan tutupnya. Dipakai untuk hantaran, kenduri, atau "
        "pengganti kotak plastik. Bambunya dijemur sampai kering betul sehingga tidak berjamur.",
    ),
    Good(
        "tampah", "darmo", "anyaman-dan-bambu", "Tampah Bambu 40 cm",
        42_000, "buah", 450, (410, 410, 50), 24,
        "Anyaman rapat dari bambu apus dengan bingkai yang diikat rotan. Untuk menampi beras, menjemur kerupuk, "
        "atau menyajikan tumpeng. Cuci dengan sikat lembut lalu jemur.",
    ),
    Good(
        "kukusan", "darmo", "anyaman-dan-bambu", "Kukusan Bambu",
        38_000, "buah", 350, (300, 300, 320), 18,
        "Kerucut bambu untuk menanak nasi dan tiwul di atas dandang. Nasi jadi lebih kering dan harum bambu. Rendam "
        "air sebentar sebelum dipakai pertama kali.",
    ),
    Good(
        "lampu-bambu", "darmo", "anyaman-dan-bambu", "Lampu Gantung Bambu",
        145_000, "buah", 900, (360, 360, 360), 9,
        "Bola dari bilah bambu halus yang membuat bayangan kotak-kotak di dinding. Garis tengah 35 sentimeter, "
        "sudah dengan kabel dua meter dan dudukan E27; bohlam tidak termasuk. Dikirim dalam kardus dengan isian "
        "daun kering.",
    ),
    Good(
        "cobek", "darmo", "rumah-dan-kebun", "Cobek Gerabah dan Ulekan",
        55_000, "pasang", 1_900, (260, 260, 110), 15,
        "Cobek tanah liat bakaran kayu, garis tengah 24 sentimeter, dengan ulekan kayu jati. Permukaannya sengaja "
        "dibiarkan kasar supaya cabai cepat halus. Gosok dengan garam kasar sebelum dipakai pertama kali.",
    ),
)  # fmt: skip
