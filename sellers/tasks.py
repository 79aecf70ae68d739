"""Sweepers of the sellers' side. The rows are the queue; a task that is lost or repeated changes nothing."""

from celery import shared_task

from sellers.desk.village import sleeping
from sellers.goods import sheet
from sellers.pages import unanswered
from sellers.papers import keeping
from sellers.trust.account import erasing


@shared_task
def sweep_unanswered() -> None:
    for seller_order_id in unanswered.late():
        unanswered.tell(seller_order_id)
    for seller_order_id in unanswered.too_late():
        unanswered.give_up(seller_order_id)


@shared_task
def retire_guests() -> None:
    erasing.retire()


@shared_task
def look_at_papers() -> None:
    keeping.refresh_all()
    keeping.remind()


@shared_task
def save_sheet(sheet_id: int) -> None:
    sheet.save(sheet_id)


@shared_task
def sweep_sheets() -> None:
    for sheet_id in sheet.lying():
        sheet.save(sheet_id)


@shared_task
def look_for_sleepy_shops() -> None:
    sleeping.tell()
