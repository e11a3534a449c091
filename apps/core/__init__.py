"""The ground floor: events, money, errors, actors, audit, and what every app's pages share."""
