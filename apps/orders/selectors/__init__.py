"""What pages, the API and staff read of orders, by who looks."""

from apps.orders.selectors.privacy import objections_to_erasure, records_of
from apps.orders.selectors.seller import (
    BOARD,
    PAGE,
    TABS,
    TODO,
    Figure,
    SellerDay,
    Task,
    board_counts,
    own_numbers,
    seller_board,
    seller_day,
    seller_order,
    sum_of_part,
    to_ship,
)
from apps.orders.selectors.shopper import order_for, order_views, orders_of, own_orders, review_item
from apps.orders.selectors.staff import MarketDay, OrderFile, find, market_day, order_file, queues
from apps.orders.selectors.views import ItemView, OrderView, PartView, StepView, item_view

__all__ = [
    "BOARD",
    "PAGE",
    "TABS",
    "TODO",
    "Figure",
    "ItemView",
    "MarketDay",
    "OrderFile",
    "OrderView",
    "PartView",
    "SellerDay",
    "StepView",
    "Task",
    "board_counts",
    "find",
    "item_view",
    "market_day",
    "objections_to_erasure",
    "order_file",
    "order_for",
    "order_views",
    "orders_of",
    "own_numbers",
    "own_orders",
    "queues",
    "records_of",
    "review_item",
    "seller_board",
    "seller_day",
    "seller_order",
    "sum_of_part",
    "to_ship",
]
