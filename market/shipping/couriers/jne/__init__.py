"""JNE, direct contract."""

from market.shipping.couriers.jne.adapter import JNE as JNE
