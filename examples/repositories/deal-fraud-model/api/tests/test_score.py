from src.score import score


def test_a_large_deal_scores_high():
    assert score({"amount": 900_000})["score"] == 0.9
