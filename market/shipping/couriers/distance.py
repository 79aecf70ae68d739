"""How far two places are apart, as a tariff table sees it, from the official codes alone."""

from enum import StrEnum

from market.shipping.couriers.base import Place

# Provinces by the first two digits of the official code. Riau Islands (21) and Bangka Belitung (19) lie off Sumatra.
ISLANDS = {
    "sumatra": {"11", "12", "13", "14", "15", "16", "17", "18"},
    "java": {"31", "32", "33", "34", "35", "36"},
    "kalimantan": {"61", "62", "63", "64", "65"},
    "sulawesi": {"71", "72", "73", "74", "75", "76"},
    "papua": {"91", "92", "93", "94", "95", "96"},
}


class Distance(StrEnum):
    DISTRICT = "district"
    REGENCY = "regency"
    PROVINCE = "province"
    ISLAND = "island"
    COUNTRY = "country"


def island(province_code: str) -> str:
    """The big island of a province; a province of smaller islands stands for itself."""
    return next((name for name, codes in ISLANDS.items() if province_code in codes), province_code)


def distance(origin: Place, destination: Place) -> Distance:
    """The closest class that both places share. Codes are PP.RR.DD.VVVV; without one it is the farthest."""
    one, other = origin.village_code, destination.village_code
    if not one or not other:
        return Distance.COUNTRY
    if one[:8] == other[:8]:
        return Distance.DISTRICT
    if one[:5] == other[:5]:
        return Distance.REGENCY
    if one[:2] == other[:2]:
        return Distance.PROVINCE
    return Distance.ISLAND if island(one[:2]) == island(other[:2]) else Distance.COUNTRY
