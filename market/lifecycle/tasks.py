"""Nudges and sweepers of the corridor. The rows are the queue; a task that is lost or repeated changes nothing."""

from celery import shared_task

from market.inbox import receive
from market.lifecycle import cancelled, complained, expired, news, parcels, payday, rebooked, released
from market.lifecycle.audit import daily
from market.lifecycle.money import refunds
from market.payments import due
from market.payments.payouts import sending

SWEEP_LIMIT = 100


@shared_task
def handle_push(push_id: int) -> None:
    news.hear(push_id)


@shared_task
def sweep_pushes() -> None:
    for push_id in receive.waiting().values_list("pk", flat=True)[:SWEEP_LIMIT]:
        news.hear(push_id)


@shared_task
def poll_attempts() -> None:
    news.check_all(due.claim_due())


@shared_task
def poll_parcels() -> None:
    parcels.check_due()


@shared_task
def notice_stale() -> None:
    parcels.notice_stale()


@shared_task
def close_attempt(attempt_id: int) -> None:
    news.close_attempt(attempt_id)


@shared_task
def call_off_shipment(shipment_id: int) -> None:
    cancelled.call_off_carriage(shipment_id)


@shared_task
def rebook(shipment_id: int) -> None:
    rebooked.carry_out(shipment_id)


@shared_task
def sweep_endings() -> None:
    for shipment_id in rebooked.due():
        rebook.nudge(shipment_id)
    for shipment_id in cancelled.left_to_call_off():
        call_off_shipment.nudge(shipment_id)
    for attempt_id in news.left_open():
        close_attempt.nudge(attempt_id)


@shared_task
def release_due() -> None:
    for seller_order_id in released.due():
        released.mark_released(seller_order_id)


@shared_task
def carry_payout(payout_id: int) -> None:
    payday.carry(payout_id)


@shared_task
def carry_payouts() -> None:
    for payout_id in sending.due():
        payday.carry(payout_id)


@shared_task
def audit_daily() -> None:
    daily.alert()


@shared_task
def expire_due() -> None:
    for order_id in expired.due():
        expired.expire(order_id)


@shared_task
def escalate_complaints() -> None:
    for complaint_id in complained.late():
        complained.escalate(complaint_id)


@shared_task
def carry_refunds() -> None:
    for refund_id in refunds.due():
        refunds.carry_out(refund_id)
