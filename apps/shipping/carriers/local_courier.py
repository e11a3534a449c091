"""The market's own couriers: priced by our rates, followed on their phones."""

from apps.core.ids import short_code
from apps.shipping import rules
from apps.shipping.carriers.base import ParcelRequest, Quote, QuoteRequest, RateTable, TrackFact


class LocalCourier:
    """People of ours on the road. Nobody has to be called: a parcel is on its courier's list as
    soon as it is ready, and each step is told on the courier's own pages."""

    code = "courier"

    def quote(self, request: QuoteRequest, *, rates: RateTable) -> Quote:
        rate = rates[request.distance]
        weight_g = rules.chargeable_g(weight_g=request.weight_g, volume_cm3=request.volume_cm3)
        days = rules.promise(
            rate=rate, handling_days=request.handling_days, ordered_at=request.ordered_at
        )
        return Quote(
            carrier=self.code,
            fee=rules.delivery_fee(rate=rate, weight_g=weight_g, goods=request.goods),
            missing_for_free=rules.missing_for_free(rate=rate, goods=request.goods),
            days_min=rate.days_min,
            days_max=rate.days_max,
            promised_from=days.promised_from,
            promised_until=days.promised_until,
        )

    def create(self, request: ParcelRequest) -> str:
        return f"BZ{short_code(length=10)}"

    def cancel(self, number: str) -> None:
        """The courier's list shows only what is to be carried."""

    def track(self, number: str) -> list[TrackFact]:
        return []
