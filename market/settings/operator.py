"""Who runs the store, as the footer and the law want it (UU 8/1999, PP 80/2019, Permendag 31/2023)."""

from market.settings.env import text

OPERATOR = {
    "name": text("OPERATOR_NAME", "BUMDes Bersama Lumbung Desa"),
    "address": text(
        "OPERATOR_ADDRESS", "Balai Desa Krandegan, Kecamatan Bayan, Kabupaten Purworejo, Jawa Tengah 54224"
    ),
    "phone": text("OPERATOR_PHONE", "+6281200000001"),
    "email": text("OPERATOR_EMAIL", "halo@lumbung.example"),
    "pmse_number": text("OPERATOR_PMSE_NUMBER"),
    # Layanan Pengaduan Konsumen of the Ministry of Trade, as every store in Indonesia names it.
    "directorate_phone": text("DIRECTORATE_PHONE", "+6285311111010"),
    "directorate_email": text("DIRECTORATE_EMAIL", "pengaduan.konsumen@kemendag.go.id"),
}
