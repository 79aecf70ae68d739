"""Biteship, which sells the services of many couriers under one key."""

from market.shipping.couriers.biteship.adapter import Biteship as Biteship
