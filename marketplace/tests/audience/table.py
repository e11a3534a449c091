"""Who each address is for. A new one stands here before it opens: the walk fails without it.

- public: anybody, and the same for anybody; a door asks for keys itself
- own: anybody, each for what is theirs: a cart, an order by its key
- person: who is signed in, for their own things
- shop: who works in the shop the address names
- courier: who brings the parcel
- partner: a bank that signs what it sends
- program: a shop's own, by one of its keys
- panel: staff behind a second factor; what they may do there is the panel's own test
"""

PUBLIC = """
    ^(?P<path>.*)$ api-docs schema bare health-live health-ready media robots sitemap sitemap-part
    feed choose-language csp-report
    storefront:home storefront:catalogue storefront:popular storefront:product storefront:recent
    storefront:beside
    search:search search:category search:shop search:suggest
    content:page reviews:list reviews:questions
    v1:categories v1:products v1:product v1:similar v1:search v1:suggest v1:shops v1:shop
    account_login account_logout account_signup account_inactive account_request_login_code
    account_confirm_login_code account_email_verification_sent account_verify_phone
    accounts:signup-by-phone accounts:account_request_login_code accounts:facebook-deleted
    account_reset_password account_reset_password_done account_reset_password_from_key
    account_reset_password_from_key_done
    mfa_authenticate mfa_login_webauthn
    apple_login apple_callback apple_finish_callback facebook_login facebook_callback
    facebook_login_by_token github_login github_callback google_login google_callback
    google_login_by_token socialaccount_login_cancelled socialaccount_login_error
    socialaccount_signup social/login/cancelled/ social/login/error/ social/signup/
    v1:auth-register v1:auth-login v1:auth-verify-email v1:auth-second-step v1:auth-code
    v1:auth-code-confirm v1:auth-refresh
"""
OWN = """
    storefront:personal storefront:beside-cart storefront:viewed-keep
    cart:cart cart:add cart:line cart:remove cart:undo cart:accept cart:choose cart:favourite
    cart:favourites cart:favourite-list cart:favourite-move cart:list-new cart:list-rename
    cart:list-delete cart:list-share cart:shared-list cart:place cart:choose-place
    cart:compare cart:compare-mark cart:compare-category cart:compare-clear
    orders:checkout orders:order orders:cancel
    payments:pay payments:start payments:leave
    alerts:new alerts:watch alerts:confirm alerts:stop
    v1:cart v1:cart-city v1:cart-line v1:cart-lines v1:remove-cart-line
    v1:place-order v1:order v1:cancel-order v1:payment v1:start-payment
"""
PERSON = """
    alerts:list alerts:remove storefront:viewed storefront:viewed-forget
    storefront:account sellers:apply orders:list reviews:write v1:orders
    reviews:ask reviews:answer reviews:vote
    accounts:profile accounts:addresses accounts:address-new accounts:address-edit
    accounts:address-delete accounts:devices accounts:device-end accounts:devices-end-others
    accounts:data accounts:data-consent accounts:data-export accounts:data-download accounts:erase
    accounts:sessions/ accounts:sign-in-again accounts:mfa_index accounts:mfa_list_webauthn
    accounts:account_change_password accounts:account_set_password accounts:account_email
    accounts:account_change_phone
    account_change_password account_set_password account_email account_change_phone
    account_reauthenticate usersessions_list
    mfa_index mfa_activate_totp mfa_deactivate_totp mfa_add_webauthn mfa_edit_webauthn
    mfa_list_webauthn mfa_remove_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn
    mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
    socialaccount_connections social/connections/
    v1:auth-devices v1:auth-device v1:auth-logout v1:auth-logout-all
"""
SHOP = """
    seller:home seller:badge seller:settings seller:team seller:team-remove
    seller:finance seller:payout-details
    seller:orders seller:orders-move seller:order seller:order-move seller:order-cancel
    seller:label
    seller:products seller:product seller:product-new seller:product-remove seller:offer
    seller:offer-state seller:product-edit seller:sell-find seller:sell
    seller:keys seller:key-end
    seller:questions seller:question-answer seller:reviews seller:reviews-badge
    seller:review-reply seller:review-reply-edit
    seller:prices seller:prices-upload seller:prices-download seller:prices-undo
    seller:draft seller:draft-discard seller:draft-upload seller:draft-crop
    seller:imports seller:import seller:import-errors seller:import-publish seller:import-template
    seller:import-columns seller:import-category-template seller:goods-export
"""
COURIER = "courier:round courier:parcel courier:pick-up courier:deliver courier:fail"
PARTNER = "payments-webhook accounts:facebook-deletion"
PROGRAM = "v1:own-offers v1:sync-prices v1:sync-stock"
# Support leaves what it looks through; for anybody else the address doesn't exist.
STAFF = "accounts:leave-impersonation"

AUDIENCES: dict[str, frozenset[str]] = {
    name: frozenset(addresses.split())
    for name, addresses in (
        ("public", PUBLIC),
        ("own", OWN),
        ("person", PERSON),
        ("shop", SHOP),
        ("courier", COURIER),
        ("partner", PARTNER),
        ("program", PROGRAM),
        ("staff", STAFF),
    )
}


def audience_of(name: str) -> str:
    """Whom an address by this view name is for; empty when nobody has said."""
    if name.startswith("admin:"):
        return "panel"
    return next((each for each, names in AUDIENCES.items() if name in names), "")
