(* Softmax cross-entropy is convex in all weights and biases, checked by a machine.
   It stands on the real numbers of Coq's standard library and on nothing else.
   To check it: coqc convexity.v (Coq 8.16 or later). *)

From Coq Require Import Reals Lra Lia FunctionalExtensionality.
Open Scope R_scope.

(* ---- What is claimed ---- *)

(* f 0 + f 1 + ... + f (n - 1). *)
Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with
  | O => 0
  | S m => sum m f + f m
  end.

(* A point has one real number for every index i. This one lies between x and y. *)
Definition mix {I : Type} (t : R) (x y : I -> R) : I -> R :=
  fun i => t * x i + (1 - t) * y i.

(* A function is convex if it never rises above its chords. *)
Definition convex {I : Type} (f : (I -> R) -> R) : Prop :=
  forall x y t, 0 <= t <= 1 ->
  f (mix t x y) <= t * f x + (1 - t) * f y.

(* A weight for every feature d and class c, and a bias for every class. *)
Inductive parameter := weight (d c : nat) | bias (c : nat).

(* The score of class c for a sample x with D features. *)
Definition scores D (x : nat -> R) (theta : parameter -> R)
  (c : nat) : R :=
  sum D (fun d => x d * theta (weight d c)) + theta (bias c).

(* The probability of class c, one of C, at scores o. *)
Definition softmax C (o : nat -> R) (c : nat) : R :=
  exp (o c) / sum C (fun k => exp (o k)).

(* The loss of one sample with targets y and scores o. *)
Definition cross_entropy C (y o : nat -> R) : R :=
  - sum C (fun c => y c * ln (softmax C o c)).

(* The mean loss of N samples; sample i has the features
   X i and the targets Y i. *)
Definition loss N D C (X Y : nat -> nat -> R)
  (theta : parameter -> R) : R :=
  / INR N * sum N (fun i =>
    cross_entropy C (Y i) (scores D (X i) theta)).

(* ---- Finite sums ---- *)

Lemma sum_ext n f g : (forall i, f i = g i) -> sum n f = sum n g.
Proof. intros E. induction n; simpl; congruence. Qed.

Lemma sum_le n f g : (forall i, (i < n)%nat -> f i <= g i) -> sum n f <= sum n g.
Proof. induction n; simpl; intros H. lra. apply Rplus_le_compat; auto. Qed.

Lemma sum_add n f g : sum n (fun i => f i + g i) = sum n f + sum n g.
Proof. induction n; simpl; lra. Qed.

Lemma sum_scale n a f : sum n (fun i => a * f i) = a * sum n f.
Proof. induction n; simpl; lra. Qed.

Lemma sum_mix n a t x y :
  sum n (fun i => a i * mix t x y i) =
  t * sum n (fun i => a i * x i) + (1 - t) * sum n (fun i => a i * y i).
Proof.
  rewrite <- !sum_scale, <- sum_add. apply sum_ext. intros i. unfold mix. ring.
Qed.

(* One class is enough to make a sum of exponentials positive. *)
Lemma sum_exp_positive C o : (0 < C)%nat -> 0 < sum C (fun c => exp (o c)).
Proof.
  induction 1 as [|n _ IH]; simpl.
  - pose proof (exp_pos (o 0%nat)). lra.
  - pose proof (exp_pos (o n)). lra.
Qed.

(* ---- Log-sum-exp is convex ---- *)

Definition lse C (o : nat -> R) : R := ln (sum C (fun c => exp (o c))).

(* The graph of exp lies above its tangent at w. *)
Lemma exp_above_tangent w z : exp w + exp w * (z - w) <= exp z.
Proof.
  replace z with (w + (z - w)) at 2 by ring. rewrite exp_plus.
  pose proof (exp_pos w). pose proof (exp_ineq1_le (z - w)). nra.
Qed.

(* A probability is the share exp (o c - lse o) ... *)
Lemma softmax_is_share C o c : (0 < C)%nat -> softmax C o c = exp (o c - lse C o).
Proof.
  intros HC. unfold softmax, lse, Rminus.
  rewrite exp_plus, exp_Ropp, exp_ln by now apply sum_exp_positive. reflexivity.
Qed.

(* ... and the shares sum to 1. *)
Lemma softmax_sums_to_1 C o :
  (0 < C)%nat -> sum C (softmax C o) = 1.
Proof.
  intros HC. pose proof (sum_exp_positive C o HC).
  rewrite (sum_ext _ _ (fun c => / sum C (fun k => exp (o k)) * exp (o c))).
  - rewrite sum_scale. field. lra.
  - intros c. unfold softmax. field. lra.
Qed.

(* So log-sum-exp lies above its tangent at m, whose slopes are the probabilities at m:
   bound each share at o by the tangent of exp, then sum over the classes. *)
Lemma lse_above_tangent C m o : (0 < C)%nat ->
  lse C m + sum C (fun c => softmax C m c * (o c - m c))
  <= lse C o.
Proof.
  intros HC. set (p := softmax C m).
  assert (H : sum C (fun c => p c * (o c - m c) + (1 + lse C m - lse C o) * p c)
    <= sum C (softmax C o)).
  { apply sum_le. intros c _. unfold p. rewrite !softmax_is_share by auto.
    pose proof (exp_above_tangent (m c - lse C m) (o c - lse C o)). lra. }
  rewrite sum_add, sum_scale in H. unfold p in *.
  rewrite !softmax_sums_to_1 in H by auto. lra.
Qed.

(* So log-sum-exp of a mixture is at most the mixture of log-sum-exps: take the tangent
   at the mixture, t times towards x and 1 - t times towards y. The slopes cancel. *)
Lemma lse_convex C : (0 < C)%nat -> convex (lse C).
Proof.
  intros HC x y t Ht. set (m := mix t x y).
  pose proof (lse_above_tangent C m x HC) as Hx.
  pose proof (lse_above_tangent C m y HC) as Hy.
  assert (E : t * sum C (fun c => softmax C m c * (x c - m c))
    + (1 - t) * sum C (fun c => softmax C m c * (y c - m c)) = 0).
  { rewrite <- sum_mix, (sum_ext _ _ (fun c => 0 * softmax C m c)), sum_scale by
      (intros; unfold mix, m, mix; ring). ring. }
  apply (Rmult_le_compat_l t) in Hx; [|lra].
  apply (Rmult_le_compat_l (1 - t)) in Hy; lra.
Qed.

(* ---- The loss of one sample is convex in the scores ---- *)

(* This is where the targets have to sum to 1. *)
Lemma cross_entropy_is_lse_minus_targets C y o : (0 < C)%nat -> sum C y = 1 ->
  cross_entropy C y o = lse C o - sum C (fun c => y c * o c).
Proof.
  intros HC Hy. unfold cross_entropy.
  rewrite (sum_ext _ _ (fun c => y c * o c + - lse C o * y c)).
  - rewrite sum_add, sum_scale, Hy. ring.
  - intros c. rewrite softmax_is_share, ln_exp by auto. ring.
Qed.

(* The target term is linear in the scores, so it bends nothing. *)
Lemma cross_entropy_convex C y : sum C y = 1 -> convex (cross_entropy C y).
Proof.
  intros Hy. assert (HC : (0 < C)%nat) by (destruct C; simpl in Hy; lra || lia).
  intros o q t Ht. rewrite !cross_entropy_is_lse_minus_targets, sum_mix by auto.
  pose proof (lse_convex C HC o q t Ht). lra.
Qed.

(* ---- From scores to parameters, from one sample to N ---- *)

(* Scores are affine in the parameters: a mixture of parameters has the mixed scores. *)
Lemma scores_affine D x t theta phi :
  scores D x (mix t theta phi) = mix t (scores D x theta) (scores D x phi).
Proof.
  apply functional_extensionality. intros c. unfold scores.
  change (fun d => x d * mix t theta phi (weight d c)) with (fun d =>
    x d * mix t (fun d => theta (weight d c)) (fun d => phi (weight d c)) d).
  rewrite sum_mix. unfold mix. ring.
Qed.

(* A convex function of an affine map is convex. *)
Lemma convex_of_affine {I J : Type} (f : (J -> R) -> R) (g : (I -> R) -> J -> R) :
  convex f -> (forall x y t, g (mix t x y) = mix t (g x) (g y)) ->
  convex (fun x => f (g x)).
Proof. intros Hf Hg x y t Ht. rewrite Hg. now apply Hf. Qed.

(* A sum of convex functions is convex ... *)
Lemma convex_sum {I : Type} n (f : nat -> (I -> R) -> R) :
  (forall i, (i < n)%nat -> convex (f i)) -> convex (fun x => sum n (fun i => f i x)).
Proof.
  intros Hf x y t Ht. rewrite <- !sum_scale, <- sum_add.
  apply sum_le. intros i Hi. now apply Hf.
Qed.

(* ... and so is a multiple that is not negative. *)
Lemma convex_scale {I : Type} a (f : (I -> R) -> R) :
  0 <= a -> convex f -> convex (fun x => a * f x).
Proof. intros Ha Hf x y t Ht. pose proof (Hf x y t Ht). nra. Qed.

(* For all samples, and for all targets that sum to 1. *)
Theorem softmax_cross_entropy_convex
  (N D C : nat) (X Y : nat -> nat -> R) :
  (0 < N)%nat ->
  (forall i, (i < N)%nat -> sum C (Y i) = 1) ->
  convex (loss N D C X Y).
Proof.
  intros HN HY. apply convex_scale.
  - now apply Rlt_le, Rinv_0_lt_compat, lt_0_INR.
  - apply convex_sum. intros i Hi. apply convex_of_affine.
    + now apply cross_entropy_convex, HY.
    + intros. apply scores_affine.
Qed.

(* ---- What is not convex: softmax itself ---- *)

(* Two classes with the scores (s, 0). The first class has
   the probability 1/2 at s = 0 and 4/5 at s = 2 ln 2, but
   2/3 halfway, and that is more than the mean, 13/20. *)
Theorem softmax_component_not_convex :
  ~ convex (fun o => softmax 2 o 0).
Proof.
  intros H. set (first s := fun c : nat => match c with O => s | _ => 0 end).
  specialize (H (first 0) (first (2 * ln 2)) (1 / 2) ltac:(lra)).
  unfold softmax, mix, first in H. simpl in H.
  replace (1 / 2 * 0 + (1 - 1 / 2) * 0) with 0 in H by lra.
  replace (1 / 2 * 0 + (1 - 1 / 2) * (2 * ln 2)) with (ln 2) in H by lra.
  replace (2 * ln 2) with (ln 2 + ln 2) in H by ring.
  rewrite exp_plus, exp_0, exp_ln in H by lra. lra.
Qed.

Print Assumptions softmax_cross_entropy_convex.
