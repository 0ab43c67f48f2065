def test_what_was_asked_and_answered_is_kept(audit_trail, client):
    client.post("/score", json={"amount": 10})
    assert audit_trail.last()["deal"] == {"amount": 10}
