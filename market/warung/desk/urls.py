"""The operator's pages about the smart warungs."""

from django.urls import path

from market.warung.desk import points, tablets, texts, till

app_name = "warungs"

urlpatterns = [
    path("", points.index, name="index"),
    path("tambah/", points.add, name="add"),
    path("giliran/", till.shifts, name="shifts"),
    path("setoran/", till.deposits, name="deposits"),
    path("setoran/<uuid:pk>/", till.deposit, name="deposit"),
    path("jatah/", till.leases, name="leases"),
    path("komisi/", till.commission, name="commission"),
    path("sms/", texts.texts, name="texts"),
    path("petugas/<int:pk>/", points.person, name="person"),
    path("tablet/<uuid:pk>/cabut/", tablets.revoke, name="revoke"),
    path("<int:pk>/", points.point, name="point"),
    path("<int:pk>/daftar-kode/", texts.codes, name="codes"),
    path("<int:pk>/ubah/", points.change, name="change"),
    path("<int:pk>/petugas/", points.hire, name="hire"),
    path("<int:pk>/kode/", tablets.make_code, name="make_code"),
    path("<int:pk>/kode/<int:code_id>/", tablets.code, name="code"),
]
