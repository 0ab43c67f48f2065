package limits

import "testing"

func TestNothingIsLeftOfASpentLimit(t *testing.T) {
	if Left(100, 120) != 0 {
		t.Fatal("a limit went below nothing")
	}
}
