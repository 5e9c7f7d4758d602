"""The key `date_order` of a source: which number its pages write first in a numeric date."""

from typing import Literal

DateOrder = Literal["day-first", "month-first"]
DAY_FIRST: DateOrder = "day-first"
MONTH_FIRST: DateOrder = "month-first"
