from django.db import migrations

# Shops' replies stood in a column of the review.
BRING_OVER = """
INSERT INTO reviews_reply (
    id, created_at, updated_at, author_name, language, state, held_for, text, replied_at,
    review_id, seller_id, user_id
)
SELECT gen_random_uuid(), review.updated_at, review.updated_at, '', review.language, 'published',
    '', review.reply, review.updated_at, review.id, part.seller_id, NULL
FROM reviews_review review
JOIN orders_orderitem item ON item.id = review.item_id
JOIN orders_sellerorder part ON part.id = item.seller_order_id
WHERE review.reply <> ''
ON CONFLICT (review_id) DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0001_initial'),
        ('reviews', '0004_replies'),
    ]

    operations = [migrations.RunSQL(BRING_OVER, migrations.RunSQL.noop)]
