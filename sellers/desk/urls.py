"""The operator's desk about people and goods."""

from django.urls import path

from sellers.desk import complaints

app_name = "people"

urlpatterns = [
    path("keluhan/", complaints.complaints, name="complaints"),
    path("keluhan/<str:number>/", complaints.complaint, name="complaint"),
    path("keluhan/<str:number>/jawab/", complaints.answer, name="complaint_answer"),
    path("keluhan/<str:number>/selesai/", complaints.close, name="complaint_close"),
]
