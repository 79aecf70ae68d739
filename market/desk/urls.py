"""The operator's desk. Each room of it brings its own list of pages."""

from django.urls import include, path

from market.desk import home, todo

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("tugas/", todo.tasks, name="tasks"),
    path("tugas/<int:pk>/selesai/", todo.done, name="task_done"),
    path("kiriman/", include("market.desk.carriage.urls")),
    path("kurir/", include("market.desk.couriers.urls")),
    path("pilih/", home.choose_village, name="choose_village"),
    path("", include("market.desk.payments.urls")),
    path("", include("market.desk.treasury.urls")),
]
