"""The lunar years of the almanac, written down: reckoning one from the sun and the moon takes some 10 ms. Pure.

Each number tells of a lunar year: bits 0 to 12 which of its months have 30 days (the others have 29), 13 to 16 the
month that is followed by a leap month (0: none), 17 to 22 on which day of the calendar year it begins (0 is
1 January), 23 and 24 how many days after 4 April 清明 falls. Tests compare it with `lunar_python`.
"""

import datetime

from lunar_python import LunarYear

JULIAN_DAY_OF_ORDINAL_0 = 1721425  # the whole part of the Julian day number of a date, less its ordinal
CLEAR_AND_BRIGHT = 8  # 清明 among the solar terms as the library counts them, 冬至 of the year before being 1
FIRST = 1840
# fmt: off
YEARS = (
    0x0C20EA5, 0x0AC754A, 0x0D0054B, 0x0BAEA97, 0x0E00AAB, 0x0CA055A, 0x0B4AB55, 0x0DA0BA9, 0x0460752,
    0x0AE9AA5, 0x0D40B25, 0x0BF1A4B, 0x064094D, 0x0CC0AAD, 0x0B8F56A, 0x0DE05B4, 0x0480BA9, 0x0B2BD52,
    0x0D80D92, 0x0C20D25, 0x02C7A4D, 0x0D00956, 0x0BB12B5, 0x0E00AD6, 0x04C06D4, 0x0B4ADA9, 0x0DA0EC9,
    0x0C60E92, 0x0308D26, 0x0D20527, 0x0BD4A57, 0x0E2095B, 0x04E0B5A, 0x0B8D6D4, 0x0DE0754, 0x0C80749,
    0x032B693, 0x0D60A93, 0x0C0052B, 0x0AA6A5B, 0x050096D, 0x03AEB6A, 0x0E00DAA, 0x0CC0BA4, 0x036BB49,
    0x05A0D49, 0x0C40A95, 0x0AE952B, 0x054052D, 0x03C0AAD, 0x0A8556A, 0x0CE0DAA, 0x03ADDA4, 0x05E0EA4,
    0x0C80D4A, 0x0B2AA95, 0x0560A97, 0x0400556, 0x0AA6AB5, 0x0D00AD5, 0x0BD16D2, 0x0E20752, 0x14C0EA5,
    0x138B64A, 0x0DC064B, 0x0C40A9B, 0x1309556, 0x156056A, 0x0C00B59, 0x0AA5752, 0x1500752, 0x13ADB25,
    0x0E00B25, 0x0C80A4B, 0x0B2B4AB, 0x15802AD, 0x0C2056B, 0x0AC4B69, 0x0D20DA9, 0x13EFD92, 0x0E40E92,
    0x0CC0D25, 0x0B6BA4D, 0x15C0A56, 0x0C602B6, 0x0AE95B5, 0x0D606D4, 0x1400EA9, 0x0AC5E92, 0x0D00E92,
    0x0BACD26, 0x15E052B, 0x0C80A57, 0x0B2B2B6, 0x0D80B5A, 0x14406D4, 0x0AE6EC9, 0x0D20749, 0x0BCF693,
    0x1620A93, 0x0CC052B, 0x0B4CA5B, 0x0DA0AAD, 0x146056A, 0x0B09B55, 0x0D60BA4, 0x0C00B49, 0x0AA5A93,
    0x0D00A95, 0x0B8F52D, 0x0DE0536, 0x0C80AAD, 0x0B4B5AA, 0x0D805B2, 0x0C20DA5, 0x0AE7D4A, 0x0D40D4A,
    0x0BD0A95, 0x0E00A97, 0x0CC0556, 0x0B6CAB5, 0x0DA0AD5, 0x0C606D2, 0x0B08EA5, 0x0D60EA5, 0x0C0064A,
    0x0A86C97, 0x0CE0A9B, 0x0BAF55A, 0x0DE056A, 0x0C80B69, 0x0B4B752, 0x0DA0B52, 0x0C20B25, 0x0AC964B,
    0x0D20A4B, 0x03D14AB, 0x0E002AD, 0x0CA056D, 0x0B6CB69, 0x05C0DA9, 0x0C60D92, 0x0B09D25, 0x0D60D25,
    0x0415A4D, 0x0E40A56, 0x0CE02B6, 0x0B8C5B5, 0x05E06D5, 0x0C80EA9, 0x0B4BE92, 0x0DA0E92, 0x0440D26,
    0x0AC6A56, 0x0D00A57, 0x0BD14D6, 0x062035A, 0x0CA06D5, 0x0B6B6C9, 0x0DC0749, 0x0460693, 0x0AE952B,
    0x0D4052B, 0x0BE0A5B, 0x02A555A, 0x0CE056A, 0x0B8FB55, 0x0E00BA4, 0x04A0B49, 0x032BA93, 0x0D80A95,
    0x0C2052D, 0x02C8AAD, 0x0500AB5, 0x0BD35AA, 0x0E205D2, 0x04C0DA5, 0x036DD4A, 0x0DC0D4A, 0x0C60C95,
    0x030952E, 0x0540556, 0x0BE0AB5, 0x0AA55B2, 0x05006D2, 0x038CEA5, 0x0DE0725, 0x0C8064B, 0x032AC97,
    0x0560CAB, 0x0C2055A, 0x0AC6AD6, 0x0520B69, 0x03D7752, 0x0E20B52, 0x0CC0B25, 0x036DA4B, 0x05A0A4B,
    0x0C404AB, 0x0AEA55B, 0x05405AD, 0x03E0B6A, 0x02A5B52, 0x0D00D92, 0x03AFD25, 0x05E0D25, 0x0480A55,
    0x0B2B4AD, 0x05804B6, 0x04005B5, 0x02C6DAA, 0x0D20EC9, 0x03F1E92, 0x0620E92, 0x04C0D26, 0x0B6CA56,
    0x05A0A57, 0x04404D6, 0x02E86D5, 0x0D40755, 0x0400749, 0x0286E93, 0x04E0693, 0x0B8F52B, 0x05E052B,
    0x0460A5B, 0x032B55A, 0x0D8056A, 0x0420B65, 0x02C974A, 0x0520B4A, 0x0BD1A95, 0x0620A95, 0x04A052D,
    0x034CAAD, 0x05A0AB5, 0x04605AA, 0x02E8BA5, 0x0540DA5, 0x0400D4A, 0x02A7C95, 0x04E0C96, 0x038F94E,
    0x05E0556, 0x0480AB5, 0x032B5B2, 0x05806D2, 0x0420EA5, 0x02E8E4A, 0x050068B, 0x03B0C97, 0x06004AB,
    0x04A055B, 0x034CAD6, 0x05A0B6A, 0x0460752, 0x0309725, 0x0540B45, 0x03E0A8B, 0x028549B, 0x0CE04AB,
)
# fmt: on


def months_of(year: int) -> list[tuple[int, int, int]]:
    """The months of a lunar year: number (negative for a leap month), ordinal of the first day, days."""
    if not FIRST <= year < FIRST + len(YEARS):
        return reckoned_months(year)
    known = YEARS[year - FIRST]
    leap, day = known >> 13 & 15, datetime.date(year, 1, 1).toordinal() + (known >> 17 & 63)
    numbers = [*range(1, leap + 1), *([-leap] if leap else []), *range(leap + 1, 13)]
    found = []
    for place, number in enumerate(numbers):
        days = 29 + (known >> place & 1)
        found.append((number, day, days))
        day += days
    return found


def reckoned_months(year: int) -> list[tuple[int, int, int]]:
    """As months_of, by the library."""
    months = [month for month in LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    return [
        (month.getMonth(), int(month.getFirstJulianDay()) - JULIAN_DAY_OF_ORDINAL_0, month.getDayCount())
        for month in months
    ]


def clear_and_bright(year: int) -> datetime.date:
    """清明, 4 to 6 April."""
    if FIRST <= year < FIRST + len(YEARS):
        return datetime.date(year, 4, 4 + (YEARS[year - FIRST] >> 23))
    return reckoned_clear_and_bright(year)


def reckoned_clear_and_bright(year: int) -> datetime.date:
    """As clear_and_bright, by the library."""
    moment = LunarYear.fromYear(year).getJieQiJulianDays()[CLEAR_AND_BRIGHT]
    return datetime.date.fromordinal(int(moment + 0.5) - JULIAN_DAY_OF_ORDINAL_0)
