"""Pos Indonesia, direct contract."""

from market.shipping.couriers.pos.adapter import Pos as Pos
