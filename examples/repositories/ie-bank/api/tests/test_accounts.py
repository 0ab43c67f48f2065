from app import create_app


def test_it_says_that_it_is_well():
    assert create_app().test_client().get("/health").json == {"status": "ok"}
